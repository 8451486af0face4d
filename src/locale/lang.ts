/**
 * Sentences in two languages. Chinese is written first; English has the same keys or the compiler says so:
 *
 *   export const homeWords = dictionary({
 *     zh: { title: "邻里", hello: (name: string) => `下午好，${name}` },
 *     en: { title: "Home", hello: (name) => `Good afternoon, ${name}` },
 *   });
 *   const t = useText(homeWords);   // in a screen
 *   t().hello("李姐")
 */
export type Lang = "zh" | "en";
export const LANGS: readonly Lang[] = ["zh", "en"];

/** The value of `<html lang>` and of Intl for a language. */
export const langTag = (lang: Lang): string => (lang === "zh" ? "zh-CN" : "en");

/** A sentence, a sentence with something in it, or a group of them. */
type Said<A extends readonly unknown[]> = string | ((...args: A) => string);
type Words = { readonly [key: string]: Said<never> | readonly string[] | Words };

/** The same keys and the same arguments, in other words. */
export type Same<W> = {
  readonly [K in keyof W]: W[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : W[K] extends string
      ? string
      : W[K] extends readonly string[]
        ? SameList<W[K]>
        : Same<W[K]>;
};
type SameList<L extends readonly string[]> = { readonly [I in keyof L]: string };

export interface Dictionary<W> {
  readonly zh: W;
  readonly en: Same<W>;
}

/** A module of sentences; English is forced to the keys of Chinese. */
export const dictionary = <const W extends Words>(both: {
  readonly zh: W;
  readonly en: Same<NoInfer<W>>;
}): Dictionary<W> => both;

/** The sentences of one language. */
export const inLang = <W>(words: Dictionary<W>, lang: Lang): Same<W> =>
  lang === "zh" ? (words.zh as unknown as Same<W>) : words.en;

/** The language of a browser that says nothing about itself, or about another one, is Chinese. */
export const langOf = (tag: string | null | undefined): Lang => (tag?.startsWith("en") ? "en" : "zh");
