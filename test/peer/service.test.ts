import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "../../src/domain/units.ts";
import { foundTown, type Member, needIn, soySauce, type Town } from "./community.ts";
import { closeAll, faultOf, must, until } from "./phones.ts";

let town: Town;
let 王姐: Member;
let 李姐: Member;
let 赵叔: Member;
let 孙姨: Member;
let 张阿姨: Id;
beforeAll(async () => {
  town = await foundTown();
  王姐 = await town.steward("王姐");
  李姐 = await town.neighbour("李姐");
  赵叔 = await town.neighbour("赵叔");
  孙姨 = await town.neighbour("孙姨");
});
afterAll(async () => {
  await closeAll();
  await town.started.close();
});

test("[P4] 王姐 opens an account for 张阿姨, 孙姨 witnesses it, her name reaches the neighbours", async () => {
  const { entry, link } = await must(
    王姐.tab.acts.openFor({
      name: "张阿姨",
      household: null,
      contact: { way: "phone", number: "13800001234" },
    }),
  );
  const pending = await until(() => 王姐.tab.view().pending[0]);
  expect(pending).toMatchObject({ entry, name: "张阿姨", link });
  expect(link).toBe(`${town.url}/cosign#${town.community}${entry}`);
  expect(await faultOf(孙姨.tab.acts.cosign("a".repeat(26), entry))).toBe("other_community");
  await must(孙姨.tab.acts.cosign(town.community, entry));
  await until(() => 王姐.tab.view().elders.some(({ id }) => id === entry));
  await until(() => 李姐.tab.view().people.get(entry)?.name === "张阿姨");
  expect(王姐.tab.view().pending).toEqual([]);
  expect(李姐.tab.view().people.get(entry)?.isKept).toBe(true);
  张阿姨 = entry;
});

test("[P5] [N12] [N13] soy sauce: publish for her, take, call, start, end, confirm; both wallets agree", async () => {
  const { clock } = town;
  const need = await must(王姐.tab.acts.publish(soySauce(张阿姨, clock)));
  await until(
    () => needIn(李姐, need)?.status === "open",
    () => needIn(李姐, need),
  );
  expect(needIn(李姐, need)?.hold?.seconds).toBe(720);
  expect(needIn(李姐, need)?.requester).toBe(张阿姨);
  // 李姐 takes it; her number goes to the steward, the steward's knowledge of 张阿姨 comes to her
  await must(李姐.tab.acts.setContact(李姐.account, { way: "phone", number: "13911112222" }));
  await must(李姐.tab.acts.take(need));
  await until(
    () => needIn(王姐, need)?.helper === 李姐.account,
    () => needIn(王姐, need),
  );
  await until(
    () => 李姐.tab.contactFor(need).state === "known",
    () => 李姐.tab.contactFor(need),
  );
  expect(李姐.tab.contactFor(need)).toEqual({
    state: "known",
    contact: { way: "phone", number: "13800001234" },
    masked: "138****1234",
  });
  await until(
    () => 王姐.tab.contactFor(need).state === "known",
    () => 王姐.tab.contactFor(need),
  );
  expect(await faultOf(赵叔.tab.acts.take(need))).toBe("already_taken");
  // eight minutes of service
  await must(李姐.tab.acts.start(need));
  await until(() => needIn(李姐, need)?.status === "running");
  clock.advance(480);
  await must(李姐.tab.acts.end(need));
  await until(
    () => needIn(王姐, need)?.status === "ended",
    () => needIn(王姐, need),
  );
  expect(needIn(王姐, need)?.served).toBe(720);
  // the countdown: nothing is signed until the page hides
  await must(王姐.tab.acts.confirm(need, null));
  const counting = 王姐.tab.view().sync.waiting.find(({ state }) => state === "countdown");
  expect(counting).toMatchObject({ kind: "confirm", need });
  await must(王姐.tab.acts.takeBack(counting?.key as string));
  expect(王姐.tab.view().sync.waiting.some(({ state }) => state === "countdown")).toBe(false);
  await must(王姐.tab.acts.confirm(need, null));
  王姐.phone.hide();
  await until(
    () => needIn(李姐, need)?.status === "done",
    () => needIn(李姐, need),
  );
  await until(
    () => 李姐.tab.view().wallet?.available === 3600 + 720,
    () => 李姐.tab.view().wallet,
  );
  const line = await until(() => {
    const [newest] = 李姐.tab.view().wallet?.lines ?? [];
    return newest?.what === "earned" && newest;
  });
  expect(line).toMatchObject({ what: "earned", seconds: 720, other: 张阿姨, need });
  const proof = await must(李姐.tab.acts.proof(line.index));
  expect(proof.isValid).toBe(true);
  await until(() => 李姐.tab.view().notices.some(({ what }) => what === "confirmed"));
  // thanks and stars; one star was a slip of the finger
  const told = (what: string) => 李姐.tab.view().notices.some((notice) => notice.what === what);
  const thanks = await must(王姐.tab.acts.thank(need, "warm", "谢谢"));
  const slip = await must(王姐.tab.acts.rate(need, 1, ""));
  await until(() => told("thanked") && told("rated"));
  for (const id of [thanks, slip]) {
    expect(await faultOf(李姐.tab.acts.takeBack(id)), "only who said it").toBe("already_done");
    await must(王姐.tab.acts.takeBack(id));
    expect(await faultOf(王姐.tab.acts.takeBack(id)), "once").toBe("already_done");
    await until(() => !told(id === thanks ? "thanked" : "rated"));
    expect(told("rated"), "each by its own word").toBe(id === thanks);
  }
  expect(needIn(李姐, need)).toMatchObject({ thanks: [], rated: [] });
  await must(王姐.tab.acts.thank(need, "warm", "谢谢"));
  const stands = await must(王姐.tab.acts.rate(need, 5, "很快"));
  await until(() => told("thanked") && told("rated"));
  await must(李姐.tab.acts.rate(need, 5, "客气"));
  expect(needIn(李姐, need)?.ratings).toEqual([]);
  clock.advance(601);
  expect(await faultOf(王姐.tab.acts.takeBack(stands))).toBe("rating_settled");
  await until(
    () => needIn(赵叔, need)?.ratings.length === 2,
    () => needIn(赵叔, need),
  );
  await until(
    () => 李姐.tab.view().sync.word === "synced",
    () => 李姐.tab.view().sync,
  );
  await until(
    () => 王姐.tab.view().sync.word === "synced",
    () => 王姐.tab.view().sync,
  );
});

test("[P6] what cannot be is refused before anything is signed", async () => {
  const { clock } = town;
  const mine = await must(王姐.tab.acts.publish(soySauce(张阿姨, clock, { words: "再来一瓶" })));
  await until(
    () => needIn(王姐, mine)?.status === "open",
    () => 王姐.tab.view().sync,
  );
  expect(await faultOf(王姐.tab.acts.take(mine))).toBe("own_need");
  // who witnessed the account may not earn from it for 90 days
  await until(() => needIn(孙姨, mine));
  expect(await faultOf(孙姨.tab.acts.take(mine))).toBe("own_need");
  expect(await faultOf(赵叔.tab.acts.confirm("a".repeat(26) as Id, null))).toBe("no_such_need");
  const big = soySauce(李姐.account, clock, { seconds: 7200 });
  expect(await faultOf(李姐.tab.acts.publish(big))).toBe("not_enough_points");
  await must(王姐.tab.acts.withdraw(mine));
  await until(() => needIn(李姐, mine)?.status === "withdrawn");
  // 张阿姨 had an hour, paid 720 for the soy sauce, and the second hold came back
  await until(() => !王姐.tab.view().sync.waiting.some(({ kind }) => kind === "void"));
});

test("[P7] 候补: the second in line is told when it is her turn", async () => {
  const { clock } = town;
  const need = await must(
    王姐.tab.acts.publish(soySauce(张阿姨, clock, { words: "取快递", type: "parcel" })),
  );
  await until(() => needIn(李姐, need)?.status === "open" && needIn(赵叔, need));
  await must(李姐.tab.acts.take(need));
  await until(() => needIn(赵叔, need)?.helper === 李姐.account);
  await must(赵叔.tab.acts.standBy(need));
  await until(() => needIn(李姐, need)?.standbys.includes(赵叔.account));
  await must(李姐.tab.acts.giveBack(need));
  await until(() => 赵叔.tab.view().notices.some(({ what }) => what === "your_turn"));
  await must(赵叔.tab.acts.take(need));
  await until(() => needIn(李姐, need)?.helper === 赵叔.account);
});
