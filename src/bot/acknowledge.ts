/** Keeps an answer, and says back what was understood where it was not a tap on those very words. */
import type { QuestionId } from '../domain/questions.ts';
import { answerText } from './answers.ts';
import { fold } from './choices.ts';
import type { Heard } from './ports.ts';
import type { Turn } from './turn.ts';

/** Questions whose answer needs no echo: it shows at once in what comes next. */
const SILENT: ReadonlySet<QuestionId> = new Set(['language', 'privacy', 'review', 'share']);

/**
 * @param heard a certain answer; what the same sentence said about other open questions is kept too
 * @param typed what the person wrote, to see whether an echo says anything new
 */
export async function acknowledge(
  turn: Turn,
  id: QuestionId,
  heard: Heard & { readonly is: 'value' },
  typed?: string,
): Promise<void> {
  const { words } = turn.parts;
  if (id === 'privacy' && heard.value === false) {
    // Without a yes nothing is kept and nothing goes on; the way to a person stays open.
    turn.forgetFilledIn();
    await turn.send(turn.t('dialog:privacy-declined'));
    return;
  }
  turn.answer(id, heard.value);
  if (id === 'language') turn.switchLanguage(heard.value as typeof turn.language);
  const noted: string[] = [];
  if (!SILENT.has(id) && typed !== undefined) {
    const said = answerText(words, turn.language, id, heard.value);
    if (fold(said) !== fold(typed)) noted.push(said);
  }
  for (const { question, value } of heard.also ?? []) {
    const before = turn.given(question)?.value;
    if (before !== undefined) {
      await sayContradiction(turn, question, before, value);
      continue;
    }
    turn.answer(question, value);
    noted.push(`${turn.t(`questions:${question}.short`)}: ${answerText(words, turn.language, question, value)}`);
  }
  if (noted.length > 0) await turn.send(turn.t('dialog:noted', { what: noted.join(' · ') }));
}

/** What was said first stays, and the person hears of it: we do not choose between two answers of theirs. */
async function sayContradiction(turn: Turn, id: QuestionId, first: unknown, second: unknown): Promise<void> {
  const [before, now] = [first, second].map((value) => answerText(turn.parts.words, turn.language, id, value));
  if (before === undefined || now === undefined || before === now) return;
  await turn.send(turn.t('dialog:contradiction', { what: turn.t(`questions:${id}.short`), before, now }));
}
