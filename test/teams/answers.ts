/** A person from Ghent answers the interview in Teams: by tapping where there is a button, else by typing. */
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { words } from '../bot/talk.ts';
import { GHENT } from '../e2e/persons.ts';
import type { Person } from './a-teams-client.ts';

export const label = (language: Language, question: string, code: string) =>
  words.value(language, { option: [question as QuestionId, code] });

/** Questions whose codes are no words: years and countries. */
const TYPED_AS: { readonly [question: string]: (code: string, language: Language) => string } = {
  'in-belgium-since': (code) => code,
  nationalities: (code, language) => words.value(language, { country: code }),
  'diploma-country': (code, language) => words.value(language, { country: code }),
};

/** Answers what is asked by tapping where there is a button, by the card where there is one, else by typing. */
async function answer(person: Person, language: Language): Promise<void> {
  const question = person.asking() as QuestionId;
  const given = GHENT[question];
  const next = words.t(language, 'dialog:next');
  if (typeof given === 'object' && 'typed' in given) return void (await person.type(given.typed));
  if (typeof given === 'string') {
    const title = (TYPED_AS[question] ?? ((code) => label(language, question, code)))(given, language);
    return void (await (person.buttons().includes(title) ? person.tap(title) : person.type(title)));
  }
  switch (question) {
    case 'documents':
      await person.tap(
        next,
        Object.fromEntries((given as string[]).map((one) => [`doc:${one.split('=')[0]}`, one.split('=')[1]])),
      );
      return;
    case 'review':
      await person.tap(label(language, 'review', 'right'));
      return;
    case 'share':
      await person.tap(label(language, 'share', 'send'), { leaveOut: '' });
      return;
    default:
      if (given === undefined) await person.tap(words.t(language, 'questions:common.options.unknown'));
      else await person.tap(next, { chosen: (given as string[]).join(',') });
  }
}

/** Everything up to `until`, or to the referral. */
export async function answerUpTo(person: Person, language: Language, until?: QuestionId): Promise<void> {
  for (let turns = 0; turns < 40 && person.asking() !== undefined && person.asking() !== until; turns += 1)
    await answer(person, language);
}
