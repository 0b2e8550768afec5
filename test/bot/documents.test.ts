/** The checklist of papers, answered in words: what is said back, what is stored, and of which papers. */
import { describe, expect, it } from 'vitest';
import type { QuestionId } from '../../src/domain/questions.ts';
import type { Language } from '../../src/domain/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { BUILD_LANGUAGES } from '../../src/words/languages.ts';
import { press } from '../e2e/by-buttons.ts';
import { GHENT } from '../e2e/persons.ts';
import { botParts, buttonsOf, MemoryStore, startTalk, type Talk, textOf, words } from './talk.ts';

const interpret = createInterpret(loadTables());
const LONGEST_BUTTON = 75;

/** Pressed up to the papers: a card that lists what is asked of a Syrian engineer in Ghent. */
async function atPapers(language: Language): Promise<Talk> {
  const store = new MemoryStore();
  const talk = startTalk(store, 'papers', botParts(store, interpret));
  await talk.greet(`und-${language}`);
  for (let turns = 0; turns < 40; turns += 1) {
    const question = talk.asking() as QuestionId | undefined;
    if (question === undefined) break;
    if (question === 'documents') return talk;
    const asks = talk.replies.findLast((reply) => reply.channelData?.question === question) ?? {};
    if (question === 'language') await talk.say(words.autonym(language));
    else await talk.send({ type: 'message', ...press(asks, language, GHENT) });
  }
  throw new Error(`the papers are not asked: ${textOf(talk.replies)}`);
}

const stored = async (talk: Talk) => (await talk.saved())?.answers.documents?.value;
const cardOf = (talk: Talk) => JSON.stringify(talk.replies.at(-1)?.attachments?.[0]?.content);
const nameOf = (language: Language, paper: string) => words.t(language, `documents:${paper}.name`);
const optionOf = (language: Language, holding: string) => words.t(language, `questions:documents.options.${holding}`);

const DANGER: { readonly [language in Language]?: string } = {
  nl: 'puntenlijst kan ik niet krijgen, dat is gevaarlijk voor mijn familie',
  en: 'I cannot get the transcript, it is dangerous for my family',
  fr: "le relevé de notes je ne peux pas l'obtenir, c'est dangereux pour ma famille",
  es: 'no puedo conseguir el expediente, es peligroso para mi familia',
  ar: 'كشف العلامات ما بقدر جيبه من سوريا خطر على اهلي',
  tr: 'transkripti alamam, ailem için tehlikeli',
  ru: 'приложение к диплому не могу получить, это опасно для моей семьи',
  uk: 'додаток до диплома не можу отримати, це небезпечно для моєї родини',
  fa: 'ریز نمرات را نمی‌توانم بگیرم، برای خانواده‌ام خطرناک است',
};

const NOT_YET: { readonly [language in Language]?: string } = {
  nl: 'diploma heb ik, cv nog niet',
  en: 'diploma I have, cv not yet',
  fr: "j'ai le diplôme, cv pas encore",
  es: 'tengo el título, el cv todavía no',
  ar: 'الشهادة عندي، السيرة الذاتية لسا ما عندي',
  tr: 'diplomam var, cv henüz yok',
  ru: 'диплом есть, резюме ещё нет',
  uk: 'диплом є, резюме ще немає',
  fa: 'مدرک دارم، رزومه هنوز ندارم',
};

describe('papers that are typed', () => {
  it.each(BUILD_LANGUAGES)('are asked back by name, and what is dangerous stays so (%s)', async (language) => {
    const talk = await atPapers(language);
    await talk.say(DANGER[language] ?? '');
    expect(textOf(talk.replies)).toContain(nameOf(language, 'transcript'));
    expect(buttonsOf(talk.replies)).toEqual([words.t(language, 'dialog:yes'), words.t(language, 'dialog:no')]);
    await talk.say(words.t(language, 'dialog:yes'));
    expect(textOf(talk.replies)).toContain(nameOf(language, 'transcript'));
    expect(await stored(talk)).toEqual({ transcript: 'not-safe-to-get' });
  });

  it.each(BUILD_LANGUAGES)(
    'that are not there are asked about, with the buttons of the card (%s)',
    async (language) => {
      const talk = await atPapers(language);
      await talk.say(NOT_YET[language] ?? '');
      expect(textOf(talk.replies)).toContain(nameOf(language, 'diploma'));
      expect(textOf(talk.replies)).toContain(nameOf(language, 'cv'));
      const buttons = buttonsOf(talk.replies);
      expect(buttons).toContain(optionOf(language, 'not-safe-to-get'));
      expect(new Set(buttons).size).toBe(buttons.length);
      expect(Math.max(...buttons.map((label) => label.length))).toBeLessThanOrEqual(LONGEST_BUTTON);
      await talk.say(optionOf(language, 'can-get'));
      expect(await stored(talk)).toEqual({ diploma: 'have', cv: 'can-get' });
    },
  );

  it('are noted by name where they are certain', async () => {
    const talk = await atPapers('nl');
    await talk.say('diploma heb ik, cv kan ik maken');
    expect(textOf(talk.replies)).toContain('je hebt: Diploma; je kunt krijgen: Cv');
    expect(await stored(talk)).toEqual({ diploma: 'have', cv: 'can-get' });
  });

  it('are listed by name at the end', async () => {
    const talk = await atPapers('nl');
    await talk.say('diploma heb ik, de puntenlijst is niet veilig');
    for (let turns = 0; turns < 5 && talk.asking() !== 'review'; turns += 1)
      await talk.say(words.t('nl', 'questions:common.options.declined'));
    expect(cardOf(talk)).toContain('je hebt: Diploma; niet veilig om te vragen: Puntenlijst');
  });
});

describe('"I have everything"', () => {
  it('is asked back, by the names of the papers that are asked of this person now', async () => {
    const talk = await atPapers('nl');
    const card = cardOf(talk);
    await talk.say('ik heb alles');
    const asked = textOf(talk.replies);
    expect(await stored(talk)).toBeUndefined();
    await talk.say('ja');
    const held = Object.keys((await stored(talk)) as object);
    expect(held.length).toBeGreaterThan(3);
    for (const paper of held) {
      expect(asked).toContain(nameOf('nl', paper));
      expect(card).toContain(`"doc:${paper}"`);
      const block = card.slice(card.indexOf(nameOf('nl', paper)), card.indexOf(`"doc:${paper}"`));
      expect(block).not.toContain(words.t('nl', 'documents:need.later'));
    }
    expect(held).not.toContain('professional-recognition');
  });

  it('and "I have nothing" gives no two buttons that say the same', async () => {
    const talk = await atPapers('nl');
    await talk.say('ik heb niks');
    const buttons = buttonsOf(talk.replies);
    expect(buttons).toContain(optionOf('nl', 'can-get'));
    expect(new Set(buttons).size).toBe(buttons.length);
    await talk.say(words.t('nl', 'questions:common.options.unknown'));
    expect(new Set(Object.values((await stored(talk)) as object))).toEqual(new Set(['unknown']));
  });
});
