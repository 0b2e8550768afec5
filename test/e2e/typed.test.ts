/** Typed intakes over the network in two scripts that are not Latin: the sentences arrive whole, and so does the letter. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QuestionId } from '../../src/domain/questions.ts';
import { words } from '../bot/talk.ts';
import { attachedReferral, letters } from './mail.ts';
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

describe.each(['ar', 'uk'] as const)('an intake that is only typed in %s', (language) => {
  it('ends in a letter with the right facts', async () => {
    const talk = await Talk.start(app.url, `und-${language}`);
    const asked: QuestionId[] = [];
    for (let turns = 0; turns < 60 && talk.ending() === undefined; turns += 1) {
      const question = talk.asks()?.channelData?.question as QuestionId;
      const again = asked.includes(question);
      if (again) expect(talk.asks()?.suggestedActions?.actions[0]?.title).toBe(words.t(language, 'dialog:yes'));
      else asked.push(question);
      // What is asked a second time is "did you mean ...?".
      await talk.say(again ? words.t(language, 'dialog:yes') : (SENTENCES[language][question] ?? ''));
      for (const said of talk.replies) expect(said.locale).toBe(language);
    }
    const [letter] = await letters(app.dataDir, talk.ending()?.referral?.reference ?? 'no reference');
    const referral = letter && attachedReferral(letter);
    expect(Object.fromEntries((referral?.facts ?? []).map(({ key, value }) => [key, value]))).toMatchObject(SAID);
    expect(referral?.client).toMatchObject({
      name: 'Testpersoon Voorbeeld',
      languages: { conversation: language, dutch: 'A1' },
    });
  });
});
