/** The app is open already and is asked for again: a shortcut or something shared leads to its screen, nothing reloads. */
import { useNavigate } from "@solidjs/router";
import { onMount } from "solid-js";

interface LaunchQueue {
  readonly setConsumer: (consumer: (launch: { readonly targetURL?: string }) => void) => void;
}

export function useLaunches(): void {
  const navigate = useNavigate();
  onMount(() => {
    const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
    launchQueue?.setConsumer(({ targetURL }) => {
      if (targetURL === undefined) return;
      const { origin, pathname, search, hash } = new URL(targetURL);
      // Whoever taps the icon goes on where she was; only an address that says more leads elsewhere.
      if (origin !== location.origin || isStart(pathname)) return;
      if (`${pathname}${search}${hash}` !== `${location.pathname}${location.search}${location.hash}`)
        navigate(`${pathname}${search}${hash}`);
    });
  });
}

const isStart = (pathname: string): boolean => pathname === "/" || /^\/b\//u.test(pathname);
