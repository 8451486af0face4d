/** The public answers of a relay, as JSON or text, by path below `/c/<community>`. */
const HOUR = 3600;
const open = (...types: readonly string[]) => types.map((type) => ({ type, from: 0, to: 0 }));

export const ANSWERS: Readonly<Record<string, object | string>> = {
  "/healthz": "ok",
  "/stats": {
    issued: 214 * HOUR,
    posted: 163.4 * HOUR,
    available: 201.6 * HOUR,
    held: 12.4 * HOUR,
    expired: 0,
    pool: 6 * HOUR,
    members: 86,
    leaves: 1431,
  },
  "/public": {
    name: "茂名·好心花园",
    policy: { index: 5, preset: "building_start" },
    stewards: [],
    buildings: [
      { id: "5", members: 41, open: open("errand", "parcel", "walk", "phone_help") },
      { id: "3", members: 27, open: open("walk") },
      { id: "a1", members: 18, open: open("errand", "bills") },
      { id: "a2", members: 0, open: [] },
    ],
    members: 86,
  },
  "/log/checkpoint":
    "yizhan/zhwbdbmoraobg32ukdwzfndrhm\n1431\nW+dW51vnVudb51bnW+dW51vnVudb51bnW+dW51vnVuc=\nregistry 203 mB0n1VbQq0mYkq2m1nq7iG9qzq1h5yS8i5t9nVbZr2o=\n\n— yizhan/zhwbdbmoraobg32ukdwzfndrhm AbCdEf0123456789\n",
};
