/** `npm run words -- check` lists what is wrong with the words; `-- stamp [language]` accepts the translations as they are. */
import { fileURLToPath } from 'node:url';
import { runWordsCommand } from './command.ts';

const locales = fileURLToPath(new URL('../../locales', import.meta.url));
process.exitCode = runWordsCommand(locales, process.argv.slice(2), (text) => process.stdout.write(text));
