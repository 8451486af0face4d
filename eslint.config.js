import solid from "eslint-plugin-solid/configs/typescript";
import { parser } from "typescript-eslint";

export default [{ files: ["src/**/*.tsx"], ...solid, languageOptions: { parser } }];
