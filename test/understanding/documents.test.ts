import { describe, expect, it } from 'vitest';
import type { ListedPaper } from '../../src/bot/ports.ts';
import type { Language } from '../../src/domain/referral.ts';
import { LANGUAGES } from '../../src/domain/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { TODAY } from './scores.ts';

const tables = loadTables();
const interpret = createInterpret(tables);
const hear = (language: Language, text: string, papers?: readonly ListedPaper[]) =>
  interpret('documents', text, { language, today: TODAY, ...(papers && { papers }) });
/** The answer that is stored, or that a yes would store. */
const told = (language: Language, text: string) => {
  const heard = hear(language, text);
  return heard.is === 'value' || heard.is === 'confirm' ? heard.value : heard;
};
/** Not there, and how it stands with it is asked. */
const asked = (rest: object, ...missing: string[]) => ({
  is: 'ambiguous',
  candidates: ['can-get', 'cannot-get', 'not-safe-to-get', 'unknown'].map((holding) => ({
    ...rest,
    ...Object.fromEntries(missing.map((id) => [id, holding])),
  })),
});

describe('a paper that is dangerous to ask for', () => {
  it.each([
    ['nl', 'puntenlijst kan ik niet krijgen, dat is gevaarlijk voor mijn familie'],
    ['en', 'I cannot get the transcript, it is dangerous for my family'],
    ['fr', "le relevé de notes je ne peux pas l'obtenir, c'est dangereux pour ma famille"],
    ['es', 'no puedo conseguir el expediente, es peligroso para mi familia'],
    ['ar', 'كشف العلامات ما بقدر جيبه من سوريا خطر على اهلي'],
    ['tr', 'transkripti alamam, ailem için tehlikeli'],
    ['ru', 'приложение к диплому не могу получить, это опасно для моей семьи'],
    ['uk', 'додаток до диплома не можу отримати, це небезпечно для моєї родини'],
    ['fa', 'ریز نمرات را نمی‌توانم بگیرم، برای خانواده‌ام خطرناک است'],
    // In a sentence of its own, and before the paper.
    ['nl', 'De puntenlijst kan ik niet vragen. Het is gevaarlijk voor mijn familie.'],
    ['nl', 'het is gevaarlijk voor mijn familie, dus de puntenlijst kan ik niet krijgen'],
    ['fr', "j'ai pas le relevé de notes, c'est risqué pour mes parents"],
    ['fa', 'گرفتن ریزنمرات برای خانواده‌ام خطر دارد'],
  ] as const)('is so whatever else is said of it (%s: %s)', (language, text) => {
    expect(told(language, text)).toEqual({ transcript: 'not-safe-to-get' });
  });

  it.each([
    ['nl', 'ik heb mijn diploma, de puntenlijst is te gevaarlijk om te vragen'],
    ['nl', 'Diploma heb ik. Het is gevaarlijk voor mijn familie, dus de puntenlijst kan ik niet vragen.'],
    ['en', 'I have my diploma. Transcript not safe to ask'],
    ['fr', "j'ai le diplôme, mais le relevé de notes c'est trop dangereux"],
    ['es', 'tengo el título, las notas es peligroso pedirlas'],
    ['ar', 'عندي الشهادة بس كشف العلامات خطر'],
    ['tr', 'diplomam var, transkripti istemek tehlikeli'],
    ['ru', 'диплом есть, оценки запрашивать опасно'],
    ['uk', 'маю диплом, оцінки отримати небезпечно'],
    ['fa', 'مدرک دارم، ریزنمرات خطرناک است'],
  ] as const)('leaves the other papers as they are (%s: %s)', (language, text) => {
    expect(told(language, text)).toEqual({ diploma: 'have', transcript: 'not-safe-to-get' });
  });

  it.each([
    ['nl', 'het is niet gevaarlijk, de puntenlijst kan ik krijgen'],
    ['en', 'it is not dangerous, I can get the transcript'],
    ['fr', "je peux obtenir le relevé de notes, c'est pas dangereux"],
    ['tr', 'transkripti alabilirim, tehlikeli değil'],
  ] as const)('is no danger that is denied (%s: %s)', (language, text) => {
    expect(hear(language, text)).toEqual({ is: 'confirm', value: { transcript: 'can-get' } });
  });

  it('is dangerous where it is not without danger', () => {
    expect(told('nl', 'diploma is niet zonder gevaar te krijgen')).toEqual({ diploma: 'not-safe-to-get' });
  });
});

describe('a paper that can be got', () => {
  it.each([
    ['nl', 'vertaling kan ik laten maken'],
    ['en', 'the translation I can have made'],
    ['fr', 'la traduction je peux la faire faire'],
    ['es', 'la traducción la puedo hacer'],
    ['ar', 'الترجمة بقدر اعملها'],
    ['tr', 'çeviriyi yaptırabilirim'],
    ['ru', 'перевод могу сделать'],
    ['uk', 'переклад можу зробити'],
    ['fa', 'ترجمه را می‌توانم درست کنم'],
  ] as const)('is not there yet (%s: %s)', (language, text) => {
    expect(told(language, text)).toEqual({ 'diploma-translation': 'can-get' });
  });
});

describe('words behind their paper', () => {
  it.each([
    ['nl', 'diploma have, cv can get'],
    ['en', 'diploma have, cv can get'],
    ['en', 'diploma have cv can get'],
    ['en', 'diploma: have\ncv: can get'],
    ['nl', 'ik heb mijn diploma, cv kan ik krijgen'],
    ['fr', "j'ai le diplôme, le cv je peux obtenir"],
    ['ar', 'الشهادة عندي، السيرة الذاتية بقدر جيبها'],
    ['uk', 'диплом є, резюме можу зробити'],
    ['fa', 'مدرک دارم، رزومه می‌توانم درست کنم'],
  ] as const)('are about that paper (%s: %s)', (language, text) => {
    expect(hear(language, text)).toEqual({ is: 'value', value: { diploma: 'have', cv: 'can-get' } });
  });

  it('count for the papers of the list before them', () => {
    expect(told('nl', 'diploma, cv heb ik, puntenlijst kan ik niet krijgen')).toEqual({
      diploma: 'have',
      cv: 'have',
      transcript: 'cannot-get',
    });
  });
});

describe('a paper that is not there', () => {
  it.each([
    ['nl', 'cv nog niet'],
    ['en', 'cv not yet'],
    ['fr', 'cv pas encore'],
    ['es', 'el cv todavía no'],
    ['ar', 'السيرة الذاتية لسا ما عندي'],
    ['tr', 'cv henüz yok'],
    ['ru', 'резюме ещё нет'],
    ['uk', 'резюме ще немає'],
    ['fa', 'رزومه هنوز ندارم'],
  ] as const)('is not said to be out of reach (%s: %s)', (language, text) => {
    expect(hear(language, text)).toEqual(asked({}, 'cv'));
  });

  it('is asked about beside the papers that are there', () => {
    expect(hear('fr', "j'ai le diplôme, pas le cv")).toEqual(asked({ diploma: 'have' }, 'cv'));
  });
});

describe('a paper by another name', () => {
  it.each([
    ['nl', 'diploma en punten heb ik', { diploma: 'have', transcript: 'have' }],
    ['nl', 'oranje kaart heb ik', { 'residence-document': 'have' }],
    ['en', 'I have my orange card', { 'residence-document': 'have' }],
    ['fr', "j'ai la carte orange", { 'residence-document': 'have' }],
    ['es', 'tengo la tarjeta naranja', { 'residence-document': 'have' }],
    ['ar', 'عندي البطاقة البرتقالية', { 'residence-document': 'have' }],
    ['tr', 'turuncu kartım var', { 'residence-document': 'have' }],
    ['ru', 'у меня есть оранжевая карта', { 'residence-document': 'have' }],
    ['uk', 'є помаранчева картка', { 'residence-document': 'have' }],
    ['fa', 'کارت نارنجی دارم', { 'residence-document': 'have' }],
  ] as const)('is not lost (%s: %s)', (language, text, value) => {
    expect(hear(language, text)).toEqual({ is: 'value', value });
  });

  it('that nobody knows leaves the rest to be confirmed', () => {
    expect(hear('nl', 'diploma en blabliblo heb ik')).toEqual({ is: 'confirm', value: { diploma: 'have' } });
  });
});

describe('everything', () => {
  const papers: readonly ListedPaper[] = [
    { id: 'residence-document', need: 'required' },
    { id: 'diploma', need: 'required' },
    { id: 'diploma-translation', need: 'helpful' },
    { id: 'professional-recognition', need: 'later' },
  ];
  const all = { 'residence-document': 'have', diploma: 'have', 'diploma-translation': 'have' };
  const EVERYTHING = [
    ['nl', 'ik heb alles'],
    ['en', 'I have everything'],
    ['fr', "j'ai tout"],
    ['es', 'tengo todo'],
    ['ar', 'عندي كل شي'],
    ['tr', 'hepsi var'],
    ['ru', 'все есть'],
    ['uk', 'все є'],
    ['fa', 'همه را دارم'],
  ] as const;
  const EXCEPT = [
    ['nl', 'alles behalve de vertaling'],
    ['en', 'everything except the translation'],
    ['fr', 'tout sauf la traduction'],
    ['fr', 'tout à part la traduction'],
    ['es', 'todo menos la traducción'],
    ['ar', 'كل شيء ما عدا الترجمة'],
    ['tr', 'çeviri hariç hepsi var'],
    ['ru', 'всё кроме перевода есть'],
    ['uk', 'усе крім перекладу'],
    ['fa', 'به جز ترجمه همه را دارم'],
  ] as const;

  it.each(EVERYTHING)('is only what is asked of this person now, and is confirmed (%s: %s)', (language, text) => {
    expect(hear(language, text, papers)).toEqual({ is: 'confirm', value: all });
  });

  it.each(EXCEPT)('but one leaves that one out (%s: %s)', (language, text) => {
    expect(hear(language, text, papers)).toEqual(asked(all, 'diploma-translation'));
  });

  it.each([
    ['nl', 'ik heb niks'],
    ['en', 'I have nothing'],
    ['fr', "je n'ai rien"],
    ['es', 'no tengo nada'],
    ['ar', 'ما عندي شي'],
    ['tr', 'hiçbiri yok'],
    ['ru', 'у меня ничего нет'],
    ['uk', 'у мене нічого немає'],
    ['fa', 'هیچی ندارم'],
  ] as const)('is missing where somebody has nothing (%s: %s)', (language, text) => {
    expect(hear(language, text, papers)).toEqual(asked({}, 'residence-document', 'diploma', 'diploma-translation'));
  });

  it('is dangerous where nothing can be asked', () => {
    expect(hear('nl', 'alles is te gevaarlijk om te vragen', [{ id: 'diploma', need: 'required' }])).toEqual({
      is: 'confirm',
      value: { diploma: 'not-safe-to-get' },
    });
  });

  it('says nothing more behind the papers that are named', () => {
    expect(hear('nl', 'diploma heb ik, dat is alles', papers)).toEqual({ is: 'confirm', value: { diploma: 'have' } });
    expect(hear('en', 'I have all my diplomas', papers)).toEqual({ is: 'value', value: { diploma: 'have' } });
  });

  it('takes a paper for later only by its name, and none that is not on the list', () => {
    expect(hear('nl', 'beroepserkenning heb ik', papers)).toEqual({
      is: 'value',
      value: { 'professional-recognition': 'have' },
    });
    expect(hear('nl', 'diploma en cv heb ik', papers)).toEqual({ is: 'value', value: { diploma: 'have' } });
    expect(hear('nl', 'cv heb ik', papers)).toEqual({ is: 'reject' });
    expect(hear('nl', 'alles', [])).toEqual({ is: 'value', value: {} });
  });
});

describe('the words for "everything but"', () => {
  it.each(LANGUAGES)('are there in %s', (language) => {
    expect(tables.heard[language]?.choices.documents?.except?.length).toBeGreaterThan(2);
  });
});
