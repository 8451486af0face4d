import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createMemo, Show } from "solid-js";
import { agoWords } from "../../locale/time.ts";
import { walletWords } from "../../locale/wallet.ts";
import { Amount } from "../../ui/amount.tsx";
import { Card, RowCard, Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { List } from "../../ui/list.tsx";
import { Note } from "../../ui/note.tsx";
import { Columns } from "../../ui/page.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { Listen } from "../consent_reader.tsx";
import { pointsFor, pointsText } from "../deeds.ts";
import { Screen } from "../screen.tsx";
import { lineAmount, lineTitle } from "./lines.ts";
import { ReceiptSlip } from "./receipt_slip.tsx";

/** 积分: the balance and its lines; beside it or alone, the receipt of one. */
export default function Wallet(): JSX.Element {
  const view = createView();
  const params = useParams();
  const t = useText(walletWords);
  const line = createMemo(() => view().wallet?.lines.find((one) => String(one.index) === params.index));
  const isReceipt = () => params.index !== undefined;
  return (
    <Screen
      title={isReceipt() ? t().receipt : t().title}
      at="me"
      wide
      above={isReceipt() ? "/wallet" : "/me"}
    >
      <Columns
        shown={isReceipt() ? "detail" : "list"}
        list={<Lines current={params.index} />}
        detail={
          <Show
            when={line()}
            fallback={<Empty picture="points" sentence={isReceipt() ? t().gone : t().choose} />}
          >
            {(one) => <ReceiptSlip line={one()} />}
          </Show>
        }
      />
    </Screen>
  );
}

function Lines(props: { readonly current: string | undefined }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(walletWords);
  const when = useWhen(view);
  const lines = () => view().wallet?.lines ?? [];
  return (
    <>
      <Balance />
      <Show when={view().wallet !== null} fallback={<Note kind="info">{t().first}</Note>}>
        <Section title={t().lines}>
          <Show
            when={lines().length > 0}
            fallback={
              <Empty picture="tea" sentence={t().empty} act={{ label: t().toNeeds, href: "/needs" }} />
            }
          >
            <List each={lines()} by={({ index }) => index}>
              {(line) => (
                <RowCard
                  title={lineTitle(view(), line(), settings.lang())}
                  note={agoWords(line().at, when())}
                  href={`/wallet/${line().index}`}
                  current={String(line().index) === props.current}
                  end={
                    <Show when={lineAmount(view(), line(), settings.lang())}>
                      {(amount) => <Amount {...amount()} size="small" />}
                    </Show>
                  }
                />
              )}
            </List>
          </Show>
        </Section>
      </Show>
      <p class="muted small">{t().notMoney}</p>
    </>
  );
}

function Balance(): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(walletWords);
  const wallet = () => view().wallet;
  return (
    <Show when={wallet()}>
      {(found) => (
        <Card tone="warm">
          <div class="balance">
            <p>{t().available}</p>
            <Show when={pointsFor(view(), found().available, settings.lang())}>
              {(points) => <Amount {...points()} size="large" />}
            </Show>
            <Show when={found().held > 0}>
              <p class="small">{t().held(pointsText(view(), found().held, settings.lang()))}</p>
            </Show>
            <Listen text={t().spoken(pointsText(view(), found().available, settings.lang()))} />
          </div>
        </Card>
      )}
    </Show>
  );
}
