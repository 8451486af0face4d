/** The least that a page made with Solid can be: what the network and the phone cost by themselves. */
import { createSignal } from "solid-js";
import { render } from "solid-js/web";

function Blank() {
  const [isOpen, setOpen] = createSignal(false);
  return (
    <main>
      <h1>时间驿站</h1>
      <button type="button" class="need-card" onClick={() => setOpen(true)}>
        打开
      </button>
      {isOpen() && <h2>开了</h2>}
    </main>
  );
}

const root = document.getElementById("root");
if (root !== null) render(() => <Blank />, root);
