import type { JSX, ParentProps } from "solid-js";
import { createSignal, onCleanup, onMount } from "solid-js";

/** CSS pixels of an A4 sheet's width. */
const SHEET_WIDTH = (210 / 25.4) * 96;

/** A sheet of paper as wide as its place on screen; on paper it has its own size. */
export function Preview(props: ParentProps<{ readonly label: string }>): JSX.Element {
  const [scale, setScale] = createSignal(0.4);
  let place: HTMLElement | undefined;
  onMount(() => {
    if (place === undefined) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setScale(entry.contentRect.width / SHEET_WIDTH);
    });
    observer.observe(place);
    onCleanup(() => observer.disconnect());
  });
  return (
    <section
      ref={place}
      class="poster-preview"
      aria-label={props.label}
      style={{ "--poster-scale": scale() }}
    >
      {props.children}
    </section>
  );
}
