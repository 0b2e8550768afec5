/** What `npm run words` does, apart from the process around it. */
import { LANGUAGES } from '../domain/referral.ts';
import { readAdded } from './added.ts';
import { checkWords, describeProblem } from './check.ts';
import { BUILD_LANGUAGES, SOURCE_LANGUAGE } from './languages.ts';
import { requiredKeys } from './required.ts';
import { stampLanguage } from './stamp.ts';

const USAGE = `Usage: npm run words -- check
       npm run words -- stamp [${BUILD_LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE).join('|')}]
`;

/**
 * Runs one command on the languages in `dir` and returns the exit code: 0 fine, 1 problems found, 2 not understood.
 * `check` changes nothing; `stamp` writes down that a person has read the translations against the Dutch of today.
 */
export function runWordsCommand(dir: string, args: readonly string[], out: (text: string) => void): 0 | 1 | 2 {
  const [command, named] = args;
  if (command === 'check') return check(dir, out);
  const chosen = named === undefined ? BUILD_LANGUAGES : LANGUAGES.filter((language) => language === named);
  if (command !== 'stamp' || chosen.length === 0) {
    out(USAGE);
    return 2;
  }
  for (const language of chosen.filter((one) => one !== SOURCE_LANGUAGE)) {
    const changed = stampLanguage(dir, language);
    out(`${language}: ${changed.length} newly stamped\n${changed.map((key) => `  ${key}\n`).join('')}`);
  }
  return 0;
}

function check(dir: string, out: (text: string) => void): 0 | 1 {
  const problems = checkWords(dir, BUILD_LANGUAGES, requiredKeys(readAdded()));
  for (const problem of problems) out(`${describeProblem(problem)}\n`);
  out(problems.length === 0 ? 'Every text is there.\n' : `${problems.length} to repair.\n`);
  return problems.length === 0 ? 0 : 1;
}
