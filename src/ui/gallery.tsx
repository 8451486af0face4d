import type { JSX, ParentProps } from "solid-js";
import { createSignal, For } from "solid-js";
import { ActBar } from "./act-bar.tsx";
import { Amount } from "./amount.tsx";
import { Button } from "./button.tsx";
import { Card, RowCard, Section } from "./card.tsx";
import { ChipChecks, Chips } from "./chips.tsx";
import { ChoiceCards, PictureGrid } from "./choice-cards.tsx";
import { Clock } from "./clock.tsx";
import { Details } from "./details.tsx";
import { Empty, ErrorState, Skeleton } from "./empty.tsx";
import { Field, Form } from "./field.tsx";
import { Masthead } from "./hero.tsx";
import type { IconName } from "./icons.tsx";
import { Icon, iconNames } from "./icons.tsx";
import { List } from "./list.tsx";
import { NeedCard } from "./need-card.tsx";
import { Note, UndoBar } from "./note.tsx";
import { Page } from "./page.tsx";
import { PersonLine } from "./person-line.tsx";
import type { PictureName } from "./pictures.tsx";
import { Picture, pictureNames } from "./pictures.tsx";
import { Pill, type Tone } from "./pill.tsx";
import { QrCode } from "./qr-code.tsx";
import { Rows } from "./rows.tsx";
import { Select } from "./select.tsx";
import { Sheet } from "./sheet.tsx";
import { Stamp } from "./stamp.tsx";
import { Stars } from "./stars.tsx";
import { Stats } from "./stat.tsx";
import { StatusWord } from "./status-word.tsx";
import { Stepper } from "./stepper.tsx";
import { Check, Checklist, Steps } from "./steps.tsx";
import { Table } from "./table.tsx";

const PILLS: readonly (readonly [Tone, IconName, string])[] = [
  ["blue", "hourglass", "等人来"],
  ["green", "check", "李姐已接"],
  ["persimmon", "clock", "服务中"],
  ["muted", "circleCheck", "已完成"],
  ["red", "alert", "有争议"],
  ["gold", "award", "达人"],
];

/** Every component of this room on one page, for the people who build screens with it. */
export function Gallery(): JSX.Element {
  const [sheet, setSheet] = createSignal(false);
  return (
    <Page
      title="样板间"
      back={{ label: "返回", href: "#" }}
      status={
        <StatusWord tone="blue" icon="hourglass" word="等网络，3 条待送出" onOpen={() => setSheet(true)} />
      }
      notice={<UndoBar text="已发出，邻居都能看到" undoLabel="撤销" onUndo={() => {}} />}
      foot={
        <ActBar
          line="结束后再给 0.2 积分"
          act={{ label: "我来", onClick: () => setSheet(true) }}
          quiet={{ label: "看看别的", href: "#" }}
        />
      }
    >
      <Masthead name="时间驿站" href="#" />
      <Acts />
      <States />
      <Cards />
      <Forms />
      <Papers />
      <Nothing />
      <Drawings />
      <Sheet
        open={sheet()}
        onClose={() => setSheet(false)}
        title="要接下这件事吗？"
        sentence="接下后，王姐和张阿姨会看到您的称呼。"
        closeLabel="关闭"
        acts={{
          act: { label: "确定", onClick: () => setSheet(false) },
          quiet: { label: "再想想", onClick: () => setSheet(false) },
        }}
      />
    </Page>
  );
}

function Part(props: ParentProps<{ readonly title: string }>): JSX.Element {
  return <Section title={props.title}>{props.children}</Section>;
}

function Acts(): JSX.Element {
  return (
    <Part title="按钮">
      <Button label="发出去" wide />
      <Button label="打电话" icon="phone" kind="outline" wide href="tel:110" />
      <Button label="再想想" kind="quiet" />
      <Button label="取消这件事" kind="danger" wide />
      <Button label="正在送出…" busy wide />
    </Part>
  );
}

function States(): JSX.Element {
  return (
    <Part title="状态和人">
      <div style={{ display: "flex", "flex-wrap": "wrap", gap: "8px" }}>
        <For each={PILLS}>{([tone, icon, word]) => <Pill tone={tone} icon={icon} word={word} />}</For>
      </div>
      <PersonLine name="王姐" proxyFor={{ word: "代", name: "张阿姨" }} place="5号楼" />
      <PersonLine
        name="李姐"
        place="3号楼"
        marks={[
          { tone: "blue", icon: "shieldCheck", word: "已见证" },
          { tone: "gold", icon: "award", word: "达人" },
        ]}
      />
      <p>
        <Amount value="12.5" unit="积分" size="large" /> <Amount value="+0.2" unit="积分" tone="green" />{" "}
        <Amount value="−1" unit="积分" size="small" tone="muted" />
      </p>
      <Note kind="info">您发的需求会存到本楼邻居手机里。</Note>
      <Note kind="done" title="已入账">
        张阿姨给了您 0.2 积分。
      </Note>
      <Note kind="warn" title="这里好像有门牌号" act={{ label: "去掉它" }}>
        「302」会让全楼看到。写「到门口打电话」就够了。
      </Note>
      <Note kind="error" title="这张券已经用过">
        请不要再收。楼长会来看看怎么回事。
      </Note>
    </Part>
  );
}

function Cards(): JSX.Element {
  return (
    <Part title="卡片">
      <NeedCard
        picture="buy"
        title="代买酱油"
        facts={["5号楼", "今天下午", "约10分钟"]}
        amount={{ value: 0.2, unit: "积分" }}
        href="#"
      />
      <NeedCard
        picture="walk"
        title="陪我去社区医院拿个药，再慢慢走回来"
        facts={["12号楼", "明天上午 9:00", "约1小时30分钟"]}
        amount={{ value: 1.5, unit: "积分" }}
        pill={{ tone: "green", icon: "check", word: "李姐已接" }}
        href="#"
        current
      />
      <List each={["字体和样子", "我的恢复码"]} by={(title) => title}>
        {(title) => <RowCard title={title()} icon={title().includes("码") ? "key" : "settings"} href="#" />}
      </List>
      <RowCard
        title="我的积分"
        note="可以给人，也可以存着"
        end={<Amount value="12.5" unit="积分" size="small" />}
        href="#"
      />
      <Card>
        <p>一张普通的卡片，把属于一起的东西放在一起。</p>
        <Rows
          rows={[
            { label: "时间", value: "今天 14:00–16:00" },
            { label: "地点", value: "5号楼门口" },
          ]}
        />
      </Card>
      <Card tone="warm">
        <p>暖色的卡片，放一句要紧的话。</p>
      </Card>
      <Stats
        stats={[
          { value: 2, label: "没人接的", href: "#", urgent: true },
          { value: 1, label: "等确认", href: "#" },
          { value: 3, label: "新邻居", href: "#" },
        ]}
      />
    </Part>
  );
}

function Forms(): JSX.Element {
  const [words, setWords] = createSignal("");
  const [when, setWhen] = createSignal<"today" | "tomorrow" | "week">("today");
  const [can, setCan] = createSignal<readonly ("shop" | "walk" | "phone")[]>(["shop"]);
  const [size, setSize] = createSignal<"standard" | "elder">("standard");
  const [minutes, setMinutes] = createSignal(20);
  const [stars, setStars] = createSignal<number | undefined>(4);
  const [done, setDone] = createSignal<readonly string[]>(["call"]);
  const [agreed, setAgreed] = createSignal(false);
  const steps = [
    { id: "call", label: "出门前打个电话" },
    { id: "door", label: "到门口，不进屋" },
    { id: "receipt", label: "小票留给张阿姨" },
  ];
  return (
    <Part title="填写">
      <Form onSubmit={() => {}}>
        <Field
          label="怎么称呼您"
          hint="邻居会看到，不用写全名"
          value={words()}
          onInput={setWords}
          autocomplete="nickname"
        />
        <Field
          label="邀请码"
          value="5H3K"
          error="这个邀请码已经过期，请向楼长再要一个。"
          autocapitalize="characters"
          onInput={() => {}}
        />
        <Field label="还想说的（可以不写）" value="生抽一瓶，放门口即可" multiline onInput={() => {}} />
        <Select
          label="住几号楼"
          value="5"
          options={[
            { value: "3", label: "3号楼" },
            { value: "5", label: "5号楼" },
          ]}
          onChange={() => {}}
        />
        <Chips
          legend="什么时候"
          options={[
            { value: "today", label: "今天下午" },
            { value: "tomorrow", label: "明天" },
            { value: "week", label: "这周都行" },
          ]}
          value={when()}
          onChange={setWhen}
        />
        <ChipChecks
          legend="我能帮的"
          options={[
            { value: "shop", label: "代买" },
            { value: "walk", label: "陪走" },
            { value: "phone", label: "教手机" },
          ]}
          values={can()}
          onChange={setCan}
        />
        <ChoiceCards
          legend="字要多大？"
          options={[
            { value: "standard", label: "平常", picture: "smallPage", note: "一页多看些" },
            { value: "elder", label: "大字", picture: "bigPage", note: "长辈版" },
          ]}
          value={size()}
          onChange={setSize}
        />
        <Stepper
          label="大概多久"
          value={minutes()}
          min={10}
          max={120}
          step={10}
          shown={`${minutes()} 分钟`}
          lessLabel="少一点"
          moreLabel="多一点"
          onChange={setMinutes}
        />
        <Stars
          hint="点一颗星"
          legend="这次怎么样？"
          labels={["很不好", "不太好", "还行", "好", "非常好"]}
          value={stars()}
          onChange={setStars}
        />
        <Checklist
          legend="接单前请看"
          items={steps.map((step) => ({ ...step, checked: done().includes(step.id) }))}
          onToggle={(id, on) => setDone(on ? [...done(), id] : done().filter((one) => one !== id))}
        />
        <Check
          label="我看过邻里公约"
          note="积分不是钱，不能买、不能取现、不生息"
          checked={agreed()}
          onChange={setAgreed}
        />
        <Steps steps={["出门前打个电话", "到门口，不进屋", "小票留给张阿姨"]} />
      </Form>
    </Part>
  );
}

function Papers(): JSX.Element {
  return (
    <Part title="数字和纸">
      <Clock label="已经帮了" seconds={725} note="从 14:05 开始" />
      <Table
        caption="这个月谁帮了谁"
        columns={[{ label: "类型" }, { label: "次数", figures: true }, { label: "积分", figures: true }]}
        rows={[
          ["代买", 18, "6.4"],
          ["陪散步", 7, "9.5"],
          ["数字帮教", 11, "5.5"],
        ]}
      />
      <Details summary="这笔账怎么证明？">
        <p>三个人各自签了名，谁也改不了。</p>
      </Details>
      <div style={{ display: "flex", gap: "12px" }}>
        <Stamp word="已签名" done />
        <Stamp word="已入账" done={false} />
      </div>
      <QrCode text="https://yizhan.example/j/5H3K" label="加入同一社区的二维码" />
    </Part>
  );
}

function Nothing(): JSX.Element {
  return (
    <Part title="没有的时候">
      <Empty picture="board" sentence="楼里还没有人要帮忙。您可以先发一个。" act={{ label: "要帮忙" }} />
      <ErrorState
        happened="没能送到驿站"
        todo="东西都在手机里，没有丢。过一会儿再试，或者叫楼长。"
        act={{ label: "再试一次" }}
        help={{ label: "叫楼长", icon: "phone" }}
      />
      <Skeleton label="正在打开" rows={2} />
    </Part>
  );
}

function Drawings(): JSX.Element {
  return (
    <Part title="图画和图标">
      <PictureGrid items={pictureNames.map((name: PictureName) => ({ label: name, picture: name }))} />
      <div style={{ display: "flex", "flex-wrap": "wrap", gap: "16px" }}>
        <For each={iconNames}>{(name) => <Icon name={name} />}</For>
      </div>
      <div style={{ display: "flex", gap: "8px" }}>
        <Picture name="points" />
        <Picture name="thanks" />
      </div>
    </Part>
  );
}
