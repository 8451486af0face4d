import { expect, test } from "vitest";
import { cleanText, findRisks, isCleanText, maskPhone, refusedWordIn } from "../../src/domain/words.ts";

test.each([
  ["生抽一瓶,放门口即可", []],
  ["打我电话 13812341234", ["phone"]],
  ["电话138-1234-1234", ["phone"]],
  ["０６６８－２２８８１２３", ["phone"]],
  ["证号 440902195001011234", ["id_number"]],
  ["送到502室", ["door"]],
  ["3单元502", ["door"]],
  ["老伴糖尿病,要代取胰岛素", ["illness"]],
  ["接一下孩子,孩子叫小宝", ["child_name"]],
  ["买2斤苹果,3点前", []],
])("the check before sending points out: %s → %j", (text, risks) => {
  expect(findRisks(text)).toEqual(risks);
});

test.each([
  ["茂名·好心花园", null],
  ["好心银行", "银行"],
  ["银 行小区", "银行"],
  ["同壹信用合作社", "信用合作社"],
  ["信用社家属院", "信用社"],
])("a community's name %s is refused for %s", (name, word) => {
  expect(refusedWordIn(name)).toBe(word);
});

test("[W4] stored text is NFC and has nothing invisible in it", () => {
  expect(isCleanText("张阿姨\n你好")).toBe(true);
  for (const bad of ["a\u200bb", "a\u202eb", "e\u0301", "\ud800", "a\tb", "\ufeffa"])
    expect(isCleanText(bad), JSON.stringify(bad)).toBe(false);
  expect(cleanText("  e\u0301\u200b\u202e ok ")).toBe("é ok");
});

test.each([
  ["13812341234", "138****1234"],
  ["138 1234 1234", "138****1234"],
  ["2288123", "*****23"],
])("%s is shown as %s", (number, shown) => {
  expect(maskPhone(number)).toBe(shown);
});
