/** What would change a result: which single other answers were seen to bring what, for people made of probes. */
import type { CHANGES } from '../domain/codes.ts';
import type { IsoDate } from '../domain/facts.ts';
import type { Rules } from '../domain/rules.ts';
import { type SaidChange, sayChangesToClient, sayChangesToDesk } from '../domain/say-changes.ts';
import { whatWouldChange } from '../domain/what-would-change.ts';
import { diceFrom, mergeFacts, type Probes, pause, plainestPerson } from './population.ts';
import { noteSay, type SeenSay } from './slots.ts';

type ChangeId = (typeof CHANGES)[keyof typeof CHANGES][number];

interface SeenChange {
  readonly desk: SeenSay;
  /** undefined: was never told to a person. */
  readonly client: SeenSay | undefined;
}

export interface ChangeTable {
  readonly changes: ReadonlyMap<ChangeId, SeenChange>;
  /** The words for a result that an office reads, by those that a person reads. */
  readonly results: ReadonlyMap<string, string>;
}

/** Fewer than for the verdicts: each of them is assessed a dozen times. */
const PEOPLE = 4000;
/** From one answer that is not the plainest to nearly all of them: what one change can turn around differs much. */
const OTHER_ANSWERS = 24;

/** Asks of a fixed crowd what would change. */
export async function tabulateChanges(probes: Probes, rules: Rules, today: IsoDate): Promise<ChangeTable> {
  const changes = new Map<ChangeId, SeenChange>();
  const results = new Map<string, string>();
  const plain = plainestPerson(probes, rules, today);
  const questions = [...probes].filter(([, answers]) => answers.length > 0);
  const dice = diceFrom(5);
  for (let at = 0; at < PEOPLE; at += 1) {
    if (at % 50 === 0) await pause();
    const person = new Map(plain);
    for (let others = dice(OTHER_ANSWERS); others >= 0; others -= 1) {
      const [question, answers = []] = questions[dice(questions.length)] ?? [];
      const answer = answers[dice(answers.length)];
      if (question !== undefined && answer !== undefined) person.set(question, answer);
    }
    const found = whatWouldChange(mergeFacts(person.values()), rules, today);
    const toClient = sayChangesToClient(found);
    for (const { id, say } of sayChangesToDesk(found)) {
      const before = changes.get(id);
      const told = toClient.find((one) => one.id === id);
      const client = told === undefined ? before?.client : noteSay(before?.client, told.say);
      changes.set(id, { desk: noteSay(before?.desk, say), client });
      const word = resultOf(told?.say);
      if (word !== undefined) results.set(word, resultOf(say) ?? '');
    }
  }
  return { changes, results };
}

/** The key of the words for what a change would bring. */
function resultOf(say: SaidChange['say'] | undefined): string | undefined {
  const result = say?.params?.result;
  return typeof result === 'object' && 'word' in result ? result.word : undefined;
}
