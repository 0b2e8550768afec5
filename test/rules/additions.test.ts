/** A document and a question that no code names: added as data, told by a client, read by a desk and a policy person. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addedQuestions, bindRules } from '../../src/bind-rules.ts';
import { indexLabels } from '../../src/bot/choices.ts';
import { loadFlow } from '../../src/bot/flow.ts';
import { describeKeepsake } from '../../src/bot/keepsake.ts';
import type { BotParts } from '../../src/bot/turn.ts';
import { writeLetter } from '../../src/delivery/email.ts';
import { assess } from '../../src/domain/assess.ts';
import { documentIds } from '../../src/domain/documents.ts';
import type { Facts } from '../../src/domain/facts.ts';
import type { ContractQuestion, QuestionId } from '../../src/domain/questions.ts';
import { createPublisher } from '../../src/rulebook/publish.ts';
import { loadRules } from '../../src/rules/load.ts';
import { assessmentSchema } from '../../src/schemas/assessment.ts';
import { createFactsSchema, describeProblems } from '../../src/schemas/facts.ts';
import { referralSchema } from '../../src/schemas/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { readAdded } from '../../src/words/added.ts';
import { checkWords } from '../../src/words/check.ts';
import { BUILD_LANGUAGES, OFFICE_NAMESPACES } from '../../src/words/languages.ts';
import { requiredKeys } from '../../src/words/required.ts';
import { stampLanguage } from '../../src/words/stamp.ts';
import { loadWords } from '../../src/words/words.ts';
import { answerQuestion, botParts, buttonsOf, flow, MemoryStore, startTalk, type Talk, textOf } from '../bot/talk.ts';
import { allMetBut } from '../domain/cases.ts';
import { copyData } from './overlay.ts';

const ADDED = 'sample-licence' as QuestionId;
const TODAY = '2026-11-22';

/** Of the kind that the README shows, under names that no real data has. */
const DOCUMENT = {
  id: ADDED,
  validFrom: '2026-01-01',
  value: { when: { answers: { [ADDED]: ['yes', 'learning'] } }, need: 'helpful', reason: 'sample-reason' },
  source: { title: 'An example', ref: 'https://example.org/licence', checkedOn: '2026-11-22' },
  note: 'An example.',
};
const QUESTION = {
  id: ADDED,
  choices: ['yes', 'no', 'learning'],
  when: { goals: ['work-soon', 'training-for-job'] },
};

/** In each language: the question by name (the paper has the same), its choices. */
const WORDS: { readonly [language: string]: readonly [short: string, yes: string, no: string, learning: string] } = {
  nl: ['Zeilbrevet', 'Ja', 'Nee', 'Ik leer rijden'],
  en: ['Driving licence', 'Yes', 'No', 'I am learning to drive'],
  fr: ['Permis de conduire', 'Oui', 'Non', 'J’apprends à conduire'],
  ar: ['رخصة القيادة', 'نعم', 'لا', 'أتعلم القيادة'],
  tr: ['Sürücü belgesi', 'Evet', 'Hayır', 'Araba kullanmayı öğreniyorum'],
  ru: ['Водительские права', 'Да', 'Нет', 'Я учусь водить'],
  uk: ['Водійські права', 'Так', 'Ні', 'Я вчуся водити'],
  fa: ['گواهینامه رانندگی', 'بله', 'نه', 'رانندگی یاد می‌گیرم'],
  es: ['Permiso de conducir', 'Sí', 'No', 'Estoy aprendiendo a conducir'],
};

type Texts = { [key: string]: string };
const data = copyData();
afterAll(() => data.remove());

const allProblems = () =>
  checkWords(data.locales, BUILD_LANGUAGES, requiredKeys(readAdded(data.root))).map(({ language, key, is }) =>
    [language, key, is].join(' '),
  );
const before = new Set(allProblems());
const problems = () => allProblems().filter((one) => !before.has(one));

function addData(): void {
  data.edit<object[]>('src/rules/documents.json', (rows) => [...rows, DOCUMENT]);
  data.edit<{ questions: { id: string }[] }>('dialogs/intake.json', (given) => ({
    ...given,
    questions: given.questions.flatMap((one) => (one.id === 'documents' ? [QUESTION, one] : [one])),
  }));
}

const isOffice = (language: string) => OFFICE_NAMESPACES['desk-reasons']?.some((one) => one === language) === true;

function addWords(language: string): void {
  const [short = '', yes = '', no = '', learning = ''] = WORDS[language] ?? [];
  const question: Texts = {
    ask: 'Heb je een zeilbrevet?',
    why: 'Voor sommig werk.',
    help: 'Kies wat past.',
    again: 'Kies wat past.',
    short,
    'options.yes': yes,
    'options.no': no,
    'options.learning': learning,
  };
  const under = (texts: Texts) =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${ADDED}.${key}`, text]));
  data.edit<Texts>(`locales/${language}/questions.json`, (texts) => ({ ...texts, ...under(question) }));
  data.edit<Texts>(`locales/${language}/documents.json`, (texts) => ({
    ...texts,
    ...under({ name: short, what: 'De kaart zelf.' }),
    'reason.sample-reason': 'Sommig werk vraagt een zeilbrevet.',
  }));
  if (!isOffice(language)) return;
  data.edit<Texts>(`locales/${language}/desk-reasons.json`, (texts) => ({
    ...texts,
    'document.sample-reason': 'Een zeilbrevet is verteld.',
  }));
}

const ANSWERS: { readonly [question in ContractQuestion]?: string | object } = {
  language: 'Nederlands',
  privacy: 'Ja, we beginnen',
  nationalities: 'Syrië',
  'residence-status': { option: 'recognised-refugee' },
  'in-belgium-since': '2024-03',
  'left-in-between': { option: 'no' },
  location: '9000',
  'diploma-level': { option: 'master' },
  'target-occupation': 'лікарка',
  goal: { chosen: 'work-soon' },
  'dutch-level': { option: 'B1' },
  'wants-work-at-level': { option: 'yes' },
  obstacles: { chosen: 'none' },
  name: 'Testpersoon',
  reach: 'iemand@example.org',
  review: { chosen: 'right' },
  share: { chosen: 'send' },
};

const sent = (talk: Talk) => {
  const [referral] = talk.store.changes.flatMap((change) => (change.referral ? [change.referral] : []));
  if (referral === undefined) throw new Error('nothing was sent');
  return referral;
};

/** The order is that of the work: the data, what the check then asks for, the words, and it runs. */
describe('a document and a question that are data only', () => {
  let partsFor: (store: MemoryStore) => BotParts;
  let rules: ReturnType<typeof loadRules>;
  let words: ReturnType<typeof loadWords>;

  beforeAll(() => {
    addData();
    const asked = problems();
    addWords('nl');
    const asksTranslations = problems();
    for (const language of BUILD_LANGUAGES) if (language !== 'nl') addWords(language);
    for (const language of BUILD_LANGUAGES) if (language !== 'nl') stampLanguage(data.locales, language);
    expect(asked).toEqual([
      ...['ask', 'why', 'help', 'again', 'short', 'options.yes', 'options.no', 'options.learning'].map(
        (part) => `nl questions:sample-licence.${part} no-words-for-code`,
      ),
      'nl documents:sample-licence.name no-words-for-code',
      'nl documents:sample-licence.what no-words-for-code',
      'nl documents:reason.sample-reason no-words-for-code',
      'nl desk-reasons:document.sample-reason no-words-for-code',
    ]);
    for (const language of BUILD_LANGUAGES.filter((one) => one !== 'nl')) {
      // What a desk reads is in the languages of the offices only.
      const most = isOffice(language) ? asked.length : asked.length - 1;
      expect(asksTranslations.filter((one) => one.startsWith(`${language} `))).toHaveLength(most);
    }
    expect(problems()).toEqual([]);
    rules = loadRules(data.rules);
    words = loadWords(data.locales, BUILD_LANGUAGES);
    const added = loadFlow(data.flow);
    const interpret = createInterpret(loadTables(data.locales));
    const labels = indexLabels(added, words);
    partsFor = (store) => ({
      ...botParts(store, interpret),
      flow: added,
      words,
      rules: bindRules(rules, added),
      labels,
    });
  });

  /** Walks to the end, or to the question that is to stay open. */
  async function walk(given: { readonly [question: string]: string | object }, until?: string) {
    const store = new MemoryStore();
    const talk = startTalk(store, 'talk', partsFor(store));
    await talk.greet();
    const asked: string[] = [];
    for (let turns = 0; turns < 45; turns += 1) {
      const question = talk.asking() as ContractQuestion | undefined;
      if (question === undefined || question === until) return { talk, asked };
      asked.push(question);
      await answerQuestion(talk, question, given[question] ?? ANSWERS[question]);
    }
    throw new Error(`no end after ${asked.join(', ')}`);
  }

  it('are judged: the paper is asked of whom its row says, its holding counts, and there is a way round', () => {
    const ask = (facts: Facts) => assess(facts, rules, TODAY).documents.find(({ id }) => id === ADDED);
    const told = allMetBut({ extra: { [ADDED]: 'learning' } });
    expect(ask(told)).toEqual({
      id: ADDED,
      need: 'helpful',
      reason: 'sample-reason',
      status: 'unknown',
      wayRound: null,
    });
    expect(ask({ ...told, documents: { [ADDED]: 'have' } })?.status).toBe('have');
    expect(ask({ ...told, documents: { [ADDED]: 'cannot-get' } })?.wayRound).toBe('desk-decides');
    expect(ask({ ...told, documents: { [ADDED]: 'not-safe-to-get' } })?.wayRound).toBe('not-safe-do-not-contact');
    expect(ask(allMetBut({ extra: { [ADDED]: 'no' } }))).toBeUndefined();
    expect(ask(allMetBut({ extra: { [ADDED]: 'declined' } }))).toBeUndefined();
    expect(ask(allMetBut({ extra: 'declined' }))).toBeUndefined();
    expect(ask(allMetBut({}))).toBeUndefined();
    expect(ask({ ...told, registeredOn: '2025-12-31' })).toBeUndefined();
    expect(assessmentSchema.safeParse(assess(told, rules, TODAY)).error).toBeUndefined();
  });

  it('are taken as facts by the schema, and nothing beside them', () => {
    const questions = addedQuestions(loadFlow(data.flow));
    const schema = createFactsSchema({ documents: documentIds(rules), questions });
    const problemsOf = (facts: object) => {
      const parsed = schema.safeParse(facts);
      return parsed.success ? [] : describeProblems(parsed.error, schema);
    };
    expect(problemsOf({ extra: { [ADDED]: 'learning' }, documents: { [ADDED]: 'have' } })).toEqual([]);
    expect(problemsOf({ extra: { [ADDED]: 'unknown' } })).toEqual([]);
    expect(problemsOf({ extra: 'declined' })).toEqual([]);
    // Beside whatever questions the repository adds itself.
    expect(problemsOf({ extra: { [ADDED]: 'soon' } })).toEqual([
      expect.stringMatching(/^extra: expected .*sample-licence \(yes, no, learning\)/),
    ]);
    expect(problemsOf({ extra: { bicycle: 'yes' } })).toEqual(['extra: Unrecognized key: "bicycle"']);
    expect(problemsOf({ documents: { passport: 'have' } })).toEqual(['documents: Unrecognized key: "passport"']);
  });

  it.each([
    ['nl', 'Ja', 'yes'],
    ['nl', 'nee, ik heb er geen', 'no'],
    ['nl', 'ik leer rijden', 'learning'],
    ['nl', 'dat weet ik niet', 'unknown'],
    ['nl', 'dat zeg ik liever niet', 'declined'],
    ['nl', 'أتعلم القيادة', 'learning'],
    ['ar', 'نعم', 'yes'],
    ['ar', 'لا أعرف', 'unknown'],
    ['ru', 'я учусь водить', 'learning'],
    ['uk', 'ні', 'no'],
    ['tr', 'Araba kullanmayı öğreniyorum', 'learning'],
    ['fa', 'بله', 'yes'],
    ['es', 'sí', 'yes'],
    ['en', 'i am learning to drive', 'learning'],
  ] as const)('are understood in %s: %s', (language, text, value) => {
    const { interpret } = partsFor(new MemoryStore());
    expect(interpret(ADDED, text, { language, today: TODAY })).toEqual({ is: 'value', value });
  });

  it.each([
    ['purple elephants', 'reject'],
    ['waarom?', 'interrupt'],
    ['terug', 'interrupt'],
  ])('never take "%s" for an answer', (text, is) => {
    const { interpret } = partsFor(new MemoryStore());
    expect(interpret(ADDED, text, { language: 'nl', today: TODAY }).is).toBe(is);
  });

  it('let the paper be named by typing', () => {
    const { interpret } = partsFor(new MemoryStore());
    expect(interpret('documents', 'ik heb mijn zeilbrevet', { language: 'nl', today: TODAY })).toEqual({
      is: 'value',
      value: { [ADDED]: 'have' },
    });
  });

  it('are among all papers that are asked, where someone says to have them all: named and confirmed', () => {
    const { interpret } = partsFor(new MemoryStore());
    const papers = [
      { id: 'diploma', need: 'required' },
      { id: ADDED, need: 'helpful' },
      { id: 'naric-decision', need: 'later' },
    ] as const;
    const heard = interpret('documents', 'ik heb alles', { language: 'nl', today: TODAY, papers });
    expect(heard).toEqual({ is: 'confirm', value: { diploma: 'have', [ADDED]: 'have' } });
  });

  it('are asked, kept, shown at review and told to the desk, with their author', async () => {
    const held = { 'doc:sample-licence': 'have', 'doc:bicycle': 'have' };
    const { talk, asked } = await walk({ [ADDED]: 'ja', documents: held });
    expect(asked.indexOf(ADDED)).toBe(asked.indexOf('documents') - 1);
    const cards = talk.store.changes.flatMap(({ replies }) => replies).map((reply) => JSON.stringify(reply));
    expect(cards.find((card) => card.includes('doc:sample-licence'))).toContain('Sommig werk vraagt een zeilbrevet.');
    const reviewed = cards.find((card) => card.includes('"question":"review"')) ?? '';
    expect(reviewed).toContain(words.t('nl', 'dialog:change-one', { what: 'Zeilbrevet' }));
    const referral = sent(talk);
    expect(referralSchema.safeParse(referral).error).toBeUndefined();
    expect(referral.facts.find(({ key }) => key === 'extra.sample-licence')).toMatchObject({
      value: 'yes',
      author: 'client',
    });
    expect(referral.facts.find(({ key }) => key === 'documents')?.value).toEqual({ [ADDED]: 'have' });
    expect(referral.summary.lines.find(({ id }) => id === 'extra.sample-licence')).toEqual({
      id: 'extra.sample-licence',
      section: 'background',
      text: { nl: 'Zeilbrevet: Ja.', client: 'Zeilbrevet: Ja.' },
      source: 'client',
      open: false,
    });
    const letter = writeLetter(referral, 'desk', words, 'https://wegwijzer.example.org/r/a-token');
    for (const form of [letter.text, letter.html]) {
      expect(form).toContain('Zeilbrevet: Ja.');
      expect(form).toMatch(/Gewenst werk: .*лікарка.* \(gelezen als: arts\)/);
    }
    const saved = await talk.saved();
    const kept = saved && describeKeepsake(partsFor(talk.store), saved);
    expect(kept?.documents.find(({ name }) => name === 'Zeilbrevet')).toMatchObject({
      have: true,
      why: 'Sommig werk vraagt een zeilbrevet.',
    });
  });

  it('can be changed at review, and are asked again when what they hang on changes', async () => {
    const { talk } = await walk({ [ADDED]: 'nee' }, 'review');
    await talk.submit({ question: 'review', do: 'change', target: ADDED });
    expect(talk.asking()).toBe(ADDED);
    expect(buttonsOf(talk.replies).slice(0, 3)).toEqual(['Ja', 'Nee', 'Ik leer rijden']);
    await talk.say('Ik leer rijden');
    expect((await talk.saved())?.answers[ADDED]?.value).toBe('learning');
    await talk.submit({ question: 'review', do: 'change', target: 'goal' });
    expect((await talk.saved())?.answers[ADDED]).toBeUndefined();
    expect(textOf(talk.replies)).toContain('Zeilbrevet');
  });

  it('are not asked of whom they are not meant for', async () => {
    const { asked } = await walk({ goal: { chosen: 'full-degree' } });
    expect(asked).not.toContain(ADDED);
    expect(asked).toContain('review');
  });

  it('are left out as everything else can be: neither answer nor paper reaches the desk', async () => {
    const { talk } = await walk({ [ADDED]: 'ja' }, 'share');
    await talk.submit({ question: 'share', do: 'leave-out', leaveOut: ADDED });
    await talk.submit({ question: 'share', do: 'answer', chosen: 'send', leaveOut: ADDED });
    const referral = sent(talk);
    expect(referral.leftOut).toEqual([ADDED]);
    expect(referral.facts.map(({ key }) => key)).not.toContain('extra.sample-licence');
    expect(referral.summary.lines.map(({ id }) => id)).not.toContain('extra.sample-licence');
    expect(referral.assessment.documents.map(({ id }) => id)).not.toContain(ADDED);
    const open = referral.summary.openQuestions.find(({ id }) => id === 'extra.sample-licence');
    expect(open?.text.nl).toBe(`Zeilbrevet (${words.t('nl', 'summary:told.declined')})`);
    expect(writeLetter(referral, 'desk', words, 'https://wegwijzer.example.org/r/a-token').text).not.toContain(
      'Zeilbrevet: Ja',
    );
  });

  it('stand as an open question where nothing was told', async () => {
    const { talk } = await walk({ [ADDED]: 'dat weet ik niet' });
    const referral = sent(talk);
    expect(referral.facts.find(({ key }) => key === 'extra.sample-licence')?.value).toBe('unknown');
    expect(referral.summary.openQuestions.map(({ id }) => id)).toContain('extra.sample-licence');
  });

  it('are forgotten by a conversation when they are taken out again, and nothing else is', async () => {
    const { talk } = await walk({ [ADDED]: 'ja' }, 'review');
    const later = startTalk(talk.store, 'talk', botParts(talk.store));
    await later.say('wijzigen');
    expect(buttonsOf(later.replies).join()).not.toContain('Zeilbrevet');
    expect(buttonsOf(later.replies).length).toBeGreaterThan(10);
    const saved = await later.saved();
    expect(saved?.answers[ADDED]).toBeUndefined();
    expect(saved?.answers.goal?.value).toEqual(['work-soon']);
  });

  it('stop no conversation that stood open at them when they are taken out', async () => {
    const { talk } = await walk({}, ADDED);
    expect(talk.asking()).toBe(ADDED);
    for (const text of ['help', 'ja', 'terug']) {
      const later = startTalk(talk.store, 'talk', botParts(talk.store, partsFor(talk.store).interpret));
      await later.say(text);
      expect(later.asking()).not.toBe(ADDED);
      expect(later.asking()).toBeDefined();
    }
  });

  it('stand in the rule book and in the drawing of the flow', async () => {
    const publish = createPublisher(
      { rules, questions: loadFlow(data.flow).questions, words, findRowsToCheck: () => [] },
      { drawing: () => 'flow.svg', markdown: () => 'rules.md' },
    );
    const { markdown, drawing } = await publish('nl', TODAY);
    expect(markdown).toContain('Sommig werk vraagt een zeilbrevet.');
    expect(markdown).toContain(words.t('nl', 'rulebook:value.when'));
    expect(markdown).toContain('Zeilbrevet: Ja / Ik leer rijden');
    expect(markdown).toContain(words.t('nl', 'rulebook:when.meant-for'));
    expect(drawing).toContain('Zeilbrevet');
  }, 120_000);

  it('do not start where a row hangs on an answer that no question gives', () => {
    expect(() => bindRules(rules, flow)).toThrow(
      '"sample-licence" hangs on "sample-licence", which is no added question',
    );
  });
});
