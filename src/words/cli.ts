/** `npm run words -- check` lists what is wrong with the words; `-- stamp [language]` accepts the translations as they are. */
import { fileURLToPath } from 'node:url';
import { LANGUAGES } from '../domain/referral.ts';
import { checkWords, describeProblem } from './check.ts';
import { BUILD_LANGUAGES, SOURCE_LANGUAGE } from './languages.ts';
import { requiredKeys } from './required.ts';
import { stampLanguage } from './stamp.ts';

const LOCALES = fileURLToPath(new URL('../../locales', import.meta.url));
const USAGE = `Usage: npm run words -- check
       npm run words -- stamp [${BUILD_LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE).join('|')}]
`;

/** Runs one command and returns the exit code: 0 fine, 1 problems found, 2 not understood. */
function run([command, named]: readonly string[], out: (text: string) => void): number {
  if (command === 'check') {
    const problems = checkWords(LOCALES, BUILD_LANGUAGES, requiredKeys());
    for (const problem of problems) out(`${describeProblem(problem)}\n`);
    out(problems.length === 0 ? 'Every text is there.\n' : `${problems.length} to repair.\n`);
    return problems.length === 0 ? 0 : 1;
  }
  if (command === 'stamp') {
    const chosen = named === undefined ? BUILD_LANGUAGES : LANGUAGES.filter((language) => language === named);
    if (chosen.length === 0) {
      out(USAGE);
      return 2;
    }
    for (const language of chosen.filter((one) => one !== SOURCE_LANGUAGE)) {
      const changed = stampLanguage(LOCALES, language);
      out(`${language}: ${changed.length} newly stamped\n${changed.map((key) => `  ${key}\n`).join('')}`);
    }
    return 0;
  }
  out(USAGE);
  return 2;
}

process.exitCode = run(process.argv.slice(2), (text) => process.stdout.write(text));
