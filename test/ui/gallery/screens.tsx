import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { ActBar } from "../../../src/ui/act-bar.tsx";
import { Amount } from "../../../src/ui/amount.tsx";
import { Button } from "../../../src/ui/button.tsx";
import { Card, RowCard, Section } from "../../../src/ui/card.tsx";
import { Chips } from "../../../src/ui/chips.tsx";
import { ChoiceCards, PictureGrid } from "../../../src/ui/choice-cards.tsx";
import { Clock } from "../../../src/ui/clock.tsx";
import { Details } from "../../../src/ui/details.tsx";
import { ElderCards } from "../../../src/ui/elder-card.tsx";
import { Facts } from "../../../src/ui/facts.tsx";
import { Hero } from "../../../src/ui/hero.tsx";
import { List } from "../../../src/ui/list.tsx";
import { Disc, NeedCard, type NeedCardProps } from "../../../src/ui/need-card.tsx";
import { Columns, Page } from "../../../src/ui/page.tsx";
import { PersonLine } from "../../../src/ui/person-line.tsx";
import { Poster } from "../../../src/ui/poster.tsx";
import { Receipt } from "../../../src/ui/receipt.tsx";
import { StatusWord } from "../../../src/ui/status-word.tsx";
import { Checklist, Steps } from "../../../src/ui/steps.tsx";
import { FootRow, TabBar } from "../../../src/ui/tab-bar.tsx";

const isElder = () => document.documentElement.dataset.mode === "elder";

const Synced = (): JSX.Element => (
  <StatusWord tone="green" icon="cloudCheck" word="已同步" onOpen={() => {}} />
);

function Nav(props: { readonly at: "邻里" | "需求" | "消息" | "我的" | "" }): JSX.Element {
  return (
    <Show when={isElder()} fallback={<Tabs at={props.at} />}>
      <FootRow
        label="常用"
        buttons={[
          { label: "返回", icon: "chevronLeft", onClick: () => {} },
          { label: "首页", icon: "home", href: "?screen=elder&mode=elder" },
          { label: "读给我听", icon: "speaker", onClick: () => {} },
        ]}
      />
    </Show>
  );
}

function Tabs(props: { readonly at: string }): JSX.Element {
  return (
    <TabBar
      label="主要页面"
      tabs={[
        { label: "邻里", icon: "building", href: "?screen=home", current: props.at === "邻里" },
        { label: "需求", icon: "list", href: "#needs", current: props.at === "需求" },
        { label: "要帮忙", icon: "plus", href: "?screen=new", strong: true },
        {
          label: "消息",
          icon: "message",
          href: "#messages",
          current: props.at === "消息",
          badge: { count: 2, label: "2 条未读" },
        },
        { label: "我的", icon: "user", href: "#me", current: props.at === "我的" },
      ]}
    />
  );
}

const NEEDS: readonly NeedCardProps[] = [
  {
    picture: "buy",
    title: "代买酱油",
    facts: ["5号楼", "今天下午", "约10分钟"],
    amount: { value: 0.2, unit: "积分" },
    href: "?screen=need",
  },
  {
    picture: "phone",
    title: "教我发微信红包",
    facts: ["3号楼", "明天上午", "约30分钟"],
    amount: { value: 0.5, unit: "积分" },
    href: "?screen=need",
  },
  {
    picture: "walk",
    title: "陪我去社区医院取药",
    facts: ["5号楼", "周三 9:00", "约1小时"],
    amount: { value: 1, unit: "积分" },
    href: "?screen=need",
  },
];

/** 邻里: what waits for me, then what neighbours need. */
export function Home(): JSX.Element {
  return (
    <Page title="同一社区 5号楼" headline="下午好，李姐" status={<Synced />} nav={<Nav at="邻里" />}>
      <RowCard title="我的积分" end={<Amount value="12.5" unit="积分" />} href="#points" />
      <Section title="等您确认" count={1}>
        <NeedCard
          picture="parcel"
          title="取快递"
          facts={["小陈", "今天 11:20", "用了12分钟"]}
          amount={{ value: 0.2, unit: "积分" }}
          pill={{ tone: "persimmon", icon: "hourglass", word: "等您确认" }}
          href="?screen=need"
        />
      </Section>
      <Section title="楼里的需求" more={{ label: "更多", href: "#needs" }}>
        <List each={NEEDS} by={({ title }) => title}>
          {(need) => <NeedCard {...need()} />}
        </List>
      </Section>
    </Page>
  );
}

/** A need, its list beside it on wide screens. */
export function NeedDetail(): JSX.Element {
  return (
    <Page
      title="需求"
      wide
      back={{ label: "返回", href: "?screen=home" }}
      status={<StatusWord tone="muted" icon="cloudOff" word="没有网络，照常可用" onOpen={() => {}} />}
      foot={<ActBar act={{ label: "我来", onClick: () => {} }} />}
      nav={<Nav at="需求" />}
    >
      <Columns
        shown="detail"
        list={
          <List each={NEEDS} by={({ title }) => title}>
            {(need) => <NeedCard {...need()} current={need().picture === "buy"} />}
          </List>
        }
        detail={<NeedMatter />}
      />
    </Page>
  );
}

function NeedMatter(): JSX.Element {
  return (
    <>
      <div style={{ display: "flex", gap: "12px", "align-items": "center" }}>
        <Disc picture="buy" />
        <div style={{ flex: 1 }}>
          <div
            style={{
              display: "flex",
              "flex-wrap": "wrap",
              "justify-content": "space-between",
              gap: "0 12px",
            }}
          >
            <h2 style={{ "font-size": "var(--text-title)" }}>代买酱油</h2>
            <Amount value="0.2" unit="积分" />
          </div>
          <Facts facts={["今天下午", "约10分钟"]} />
        </div>
      </div>
      <PersonLine name="王姐" proxyFor={{ word: "代", name: "张阿姨" }} place="5号楼" />
      <p>生抽一瓶，放门口即可。要李锦记的，没有的话别的牌子也行。</p>
      <Section title="接单前请看">
        <Steps steps={["出门前给王姐打个电话", "到门口按铃，不进屋", "小票留给张阿姨"]} />
      </Section>
    </>
  );
}

/** Seven drawings, and the rest is filled in already. */
export function NewNeed(): JSX.Element {
  const [when, setWhen] = createSignal<"now" | "noon" | "tomorrow">("noon");
  return (
    <Page
      title="要帮什么忙？"
      back={{ label: "返回", href: "?screen=home" }}
      status={<Synced />}
      nav={<Nav at="" />}
    >
      <PictureGrid
        items={[
          { label: "代买", picture: "buy", href: "#" },
          { label: "取快递", picture: "parcel", href: "#" },
          { label: "陪散步", picture: "walk", href: "#" },
          { label: "看孩子", picture: "child", href: "#" },
          { label: "教手机", picture: "phone", href: "#" },
          { label: "代缴费", picture: "bills", href: "#" },
          { label: "倒垃圾", picture: "trash", href: "#" },
          { label: "其他", picture: "other", href: "#" },
        ]}
      />
      <Chips
        legend="什么时候"
        options={[
          { value: "now", label: "现在" },
          { value: "noon", label: "今天下午" },
          { value: "tomorrow", label: "明天" },
        ]}
        value={when()}
        onChange={setWhen}
      />
    </Page>
  );
}

/** Four cards and three buttons: the whole of home for an elder. */
export function ElderHome(): JSX.Element {
  return (
    <Page title="张阿姨，下午好" status={<Synced />} nav={<Nav at="" />}>
      <ElderCards
        cards={[
          { title: "要帮忙", picture: "ask", href: "?screen=new&mode=elder", strong: true },
          { title: "我的事", picture: "matters", href: "#", badge: { count: 2, label: "2 件在办" } },
          { title: "我的积分", picture: "points", href: "#", amount: { value: "12.5", unit: "分" } },
          { title: "叫楼长", picture: "steward", href: "#" },
        ]}
      />
    </Page>
  );
}

/** A large clock, the checklist, one button. */
export function Running(): JSX.Element {
  const [done, setDone] = createSignal<readonly string[]>(["call"]);
  return (
    <Page
      title="代买酱油"
      back={{ label: "返回", href: "?screen=home" }}
      status={<Synced />}
      foot={
        <ActBar
          act={{ label: "结束", onClick: () => {} }}
          quiet={{ label: "打电话", icon: "phone", href: "tel:1" }}
        />
      }
    >
      <Clock seconds={725} label="已经帮了" note="14:05 开始，不到 5 分钟不记" />
      <Checklist
        legend="边做边勾"
        items={[
          { id: "call", label: "出门前给王姐打个电话" },
          { id: "door", label: "到门口按铃，不进屋" },
          { id: "receipt", label: "小票留给张阿姨" },
        ].map((item) => ({ ...item, checked: done().includes(item.id) }))}
        onToggle={(id, on) => setDone(on ? [...done(), id] : done().filter((one) => one !== id))}
      />
    </Page>
  );
}

/** One entry of the ledger. */
export function ReceiptPage(): JSX.Element {
  return (
    <Page
      title="收据"
      back={{ label: "返回", href: "?screen=home" }}
      status={<Synced />}
      nav={<Nav at="我的" />}
    >
      <Receipt
        title="代买酱油"
        number="第 17 笔"
        amount={{ value: "0.2", unit: "积分" }}
        rows={[
          { label: "谁给", value: "张阿姨（王姐代）" },
          { label: "给谁", value: "李姐" },
          { label: "时间", value: "11月21日 14:05–14:17" },
          { label: "用时", value: "12 分钟" },
        ]}
        stamps={[
          { word: "已签名", done: true },
          { word: "已入账", done: true },
          { word: "已见证", done: false, label: "还没见证" },
        ]}
      >
        <Details summary="这笔账怎么证明？">
          <p>双方各自签了名，驿站排了号，三位见证人看过账本没被改。</p>
        </Details>
      </Receipt>
      <Button label="存成图片" kind="outline" icon="download" wide />
    </Page>
  );
}

/** The first five seconds. */
export function Welcome(): JSX.Element {
  const [size, setSize] = createSignal<"standard" | "elder">("standard");
  return (
    <Page
      title="时间驿站"
      sign
      foot={<ActBar act={{ label: "加入同一社区", href: "#" }} quiet={{ label: "先看看", href: "#" }} />}
    >
      <Hero
        picture="points"
        small="同一社区 5号楼"
        name="邻居帮邻居，记个账"
        sentence="帮人一小时，记一个积分;以后要人帮忙，拿它来换。"
      />
      <ChoiceCards
        legend="字要多大？"
        options={[
          { value: "standard", label: "平常", picture: "smallPage" },
          { value: "elder", label: "大字", picture: "bigPage" },
        ]}
        value={size()}
        onChange={setSize}
      />
      <Card tone="warm">
        <p>不用装软件，不要手机号。积分不是钱，不能买、不能取现。</p>
      </Card>
    </Page>
  );
}

/** What hangs in the stairwell. */
export function PosterSheet(): JSX.Element {
  return (
    <Poster
      community="同一社区 时间驿站"
      sentence="邻居帮邻居，记个账"
      qr={{ text: "https://yizhan.example/j/5H3K-8Q2M?b=5", label: "加入同一社区" }}
      steps={[
        { picture: "post", words: "要帮忙，贴一条" },
        { picture: "help", words: "有空的邻居来" },
        { picture: "point", words: "一小时记一分" },
      ]}
      wechat="用微信扫开后，点右上角 ··· 选「在浏览器打开」"
      foot="5号楼楼长 王姐 · yizhan.example/j/5H3K"
    />
  );
}
