import type { JSX } from "solid-js";
import { createSignal, For, Show } from "solid-js";
import { BUILDING_COLUMNS, type BuildingFault } from "../../domain/buildings_csv.ts";
import type { Building } from "../../domain/founding.ts";
import { buildingFaultText, buildingWords } from "../../locale/buildings.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { useSettings, useText } from "../app.tsx";
import { type FileRead, openBuildingsFile, rowsToCsv } from "./buildings_file.ts";
import { download } from "./download.ts";

/** Faults that are listed at once; nobody reads more before mending these. */
const FAULTS_SHOWN = 12;

/** A file chosen or dropped; with one fault nothing of it is used, and each is told by its line. */
export function BuildingsImport(props: {
  /** Null: the file has faults. */
  readonly onRead: (buildings: readonly Building[] | null) => void;
}): JSX.Element {
  const t = useText(buildingWords);
  const [file, setFile] = createSignal<FileRead | null>(null);
  const open = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    const opened = await openBuildingsFile(chosen);
    setFile(opened);
    props.onRead(opened.read.ok ? opened.read.value : null);
  };
  const template = async (): Promise<void> =>
    download(
      await rowsToCsv([BUILDING_COLUMNS, ...t().sample.map((line) => line.split(","))]),
      t().templateName,
    );
  return (
    <div class="import">
      <label
        class="import-drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void open(event.dataTransfer?.files[0]);
        }}
      >
        <input
          type="file"
          accept=".csv,.json,.geojson,text/csv,application/json,application/geo+json"
          onChange={(event) => {
            const { currentTarget } = event;
            // The same file must be readable again after it was mended.
            void open(currentTarget.files?.[0]).then(() => {
              currentTarget.value = "";
            });
          }}
        />
        <Icon name="upload" />
        <span class="import-words">
          <span class="import-act">{file() === null ? t().pick : t().pickAgain}</span>
          <span class="field-hint">{t().drop}</span>
        </span>
      </label>
      <p class="field-hint">{t().hint}</p>
      <Button kind="quiet" icon="download" label={t().template} onClick={() => void template()} />
      <Show when={file()}>{(opened) => <Outcome file={opened()} />}</Show>
    </div>
  );
}

function Outcome(props: { readonly file: FileRead }): JSX.Element {
  const t = useText(buildingWords);
  const faults = () => (props.file.read.ok ? [] : props.file.read.error);
  const count = () => (props.file.read.ok ? props.file.read.value.length : 0);
  return (
    <>
      <Show when={props.file.read.ok}>
        <Note kind="done" title={props.file.name}>
          {t().read(count())}
        </Note>
      </Show>
      <Show when={!props.file.isUtf8 && props.file.read.ok}>
        <Note kind="warn">{t().notUtf8}</Note>
      </Show>
      <Show when={faults().length > 0}>
        <Note kind="error" title={t().faults(faults().length)}>
          <p>{t().faultsTodo}</p>
          <ul class="fault-list">
            <For each={faults().slice(0, FAULTS_SHOWN)}>{(fault) => <FaultLine fault={fault} />}</For>
          </ul>
          <Show when={faults().length > FAULTS_SHOWN}>
            <p>{t().moreFaults(faults().length - FAULTS_SHOWN)}</p>
          </Show>
        </Note>
      </Show>
    </>
  );
}

function FaultLine(props: { readonly fault: BuildingFault }): JSX.Element {
  const t = useText(buildingWords);
  const settings = useSettings();
  const where = () => ("line" in props.fault ? t().line(props.fault.line) : null);
  return (
    <li>
      <Show when={where()}>{(words) => <strong>{words()}</strong>}</Show>
      <span>{buildingFaultText(props.fault, settings.lang())}</span>
    </li>
  );
}
