import type { Email } from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuestionId } from '../../src/domain/questions.ts';
import { intakeByButtons } from './by-buttons.ts';
import { attachedReferral, letters, schemaProblems } from './mail.ts';
import { ARRIVED, GHENT, PERSONS } from './persons.ts';
import { SAID, SENTENCES } from './sentences.ts';
import { type InProcess, newDataDir, startInProcess } from './server.ts';
import { Talk } from './talk.ts';

let app: InProcess;
const data = newDataDir();

beforeAll(async () => {
  app = await startInProcess(data.path);
}, 180_000);
afterAll(async () => {
  await app?.stop();
  data.remove();
}, 60_000);

/** The letter about the referral that this conversation ended in, and what it carries. */
async function received(talk: Talk) {
  const { reference, status } = talk.ending()?.referral ?? {};
  expect(reference).toMatch(/^WW-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{2}$/);
  expect(status).toBe('submitted');
  const found = await letters(app.dataDir, reference ?? '');
  expect(found).toHaveLength(1);
  const [letter] = found;
  if (letter === undefined) throw new Error('no letter');
  const referral = attachedReferral(letter);
  expect(referral.reference).toBe(reference);
  expect(await schemaProblems(app.url, referral)).toEqual([]);
  return { letter, referral, facts: Object.fromEntries(referral.facts.map(({ key, value }) => [key, value])) };
}

/** All that a desk can read of the letter, in both forms. */
const readable = (letter: Email) => [letter.text ?? '', letter.html ?? ''];

describe.each(['nl', 'en', 'fr'] as const)('an intake in %s', (language) => {
  it('by buttons and cards ends in a letter to the desk of Ghent with every answer in it', async () => {
    const talk = await Talk.start(app.url);
    const asked = await intakeByButtons(talk, language, GHENT);

    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.slice(0, 2)).toEqual(['language', 'privacy']);
    expect(asked.slice(-2)).toEqual(['review', 'share']);
    for (const question of Object.keys(GHENT).filter((id) => id !== 'language')) expect(asked).toContain(question);
    for (const said of talk.replies) expect(said.locale).toBe(language);

    const { letter, referral, facts } = await received(talk);
    expect(letter.to?.[0]?.address).toBe('oss-ghent@example.org');
    expect(referral.desk.id).toBe('oss-ghent');
    expect(referral.leftOut).toEqual([]);
    expect(referral.client).toMatchObject({
      name: 'Testpersoon Voorbeeld',
      reach: { email: 'testpersoon@example.org' },
      languages: { conversation: language, dutch: 'A1', french: 'yes', english: 'yes' },
    });
    expect(facts).toMatchObject({
      nationalities: ['SY'],
      residenceStatus: 'recognised-refugee',
      inBelgiumSince: ARRIVED,
      leftInBetween: false,
      region: 'ghent',
      diplomaLevel: 'master',
      studyField: '06',
      diplomaCountry: 'SY',
      diplomaProof: 'copy',
      recognition: 'not-applied',
      targetOccupation: 'software developer',
      goal: ['work-soon'],
      dutch: 'A1',
      french: true,
      english: true,
      workSituation: 'not-working',
      income: ['living-wage', 'partner'],
      registeredJobseeker: true,
      wantsWorkAtLevel: true,
      obstacles: ['childcare', 'money'],
      documents: { diploma: 'have', cv: 'can-get', 'residence-document': 'have' },
    });
    // All of it is the client's own word, but what follows from it.
    const derived = referral.facts.flatMap(({ key, author }) => (author === 'client' ? [] : [`${key} ${author}`]));
    expect(derived.toSorted()).toEqual(['registeredOn derived', 'regulatedProfession derived']);
    expect(referral.assessment).toMatchObject({ deskAccess: 'admitted', route: { to: 'desk', region: 'ghent' } });
    expect(referral.summary.ocmwNote).not.toBeNull();
    for (const form of readable(letter))
      for (const shown of [
        'Testpersoon Voorbeeld',
        'testpersoon@example.org',
        referral.reference,
        'software developer',
      ])
        expect(form).toContain(shown);
    // Nothing personal where it is shown on a locked screen.
    expect(letter.subject).not.toMatch(/Testpersoon|Syri/);
  });

  it('by typing only ends in the same letter, whatever words were used', async () => {
    const talk = await Talk.start(app.url);
    const asked: QuestionId[] = [];
    while (talk.ending() === undefined) {
      const question = talk.asks()?.channelData?.question as QuestionId;
      expect(
        asked,
        `"${SENTENCES[language][asked.at(-1) ?? 'language']}" was not taken: ${talk.asks()?.text}`,
      ).not.toContain(question);
      asked.push(question);
      await talk.say(SENTENCES[language][question] ?? '');
    }
    const { letter, referral, facts } = await received(talk);
    expect(facts).toMatchObject(SAID);
    expect(referral.client).toMatchObject({
      name: 'Testpersoon Voorbeeld',
      reach: { email: 'testpersoon@example.org' },
      languages: { conversation: language },
    });
    for (const form of readable(letter)) expect(form).toContain('Testpersoon Voorbeeld');
  });
});

describe('what an intake comes to', () => {
  it.each(PERSONS.filter(({ ends }) => ends.desk !== undefined))('$name', async ({ answers, ends }) => {
    const talk = await Talk.start(app.url);
    const asked = await intakeByButtons(talk, 'nl', answers);
    const { referral, facts } = await received(talk);
    expect(referral.desk.id).toBe(ends.desk);
    expect(talk.ending()?.outcome?.to).toBe(ends.outcome);
    // What was not told is named as such, never left away.
    for (const { key, value } of referral.facts) expect([key, value]).not.toEqual([key, undefined]);
    if (asked.includes('nationalities'))
      expect(facts.nationalities).toEqual(answers.nationalities ? ['SY'] : 'unknown');
    expect(referral.leftOut).toEqual([]);
  });

  it.each(PERSONS.filter(({ ends }) => ends.desk === undefined))(
    '$name: no referral, the reasons, and a way on with a link',
    async ({ answers, ends }) => {
      const talk = await Talk.start(app.url);
      const asked = await intakeByButtons(talk, 'en', answers);
      expect(asked).not.toContain('share');
      expect(talk.ending()?.referral).toBeUndefined();
      expect(talk.ending()?.outcome).toMatchObject({
        to: ends.outcome,
        ...(ends.reason ? { reason: ends.reason } : {}),
      });
      const last = talk.replies.at(-1);
      expect(JSON.stringify(last?.attachments)).toMatch(/"Action.OpenUrl".*https:\/\//);
      expect(last?.summary).toMatch(/https:\/\//);
    },
  );
});
