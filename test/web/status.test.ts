/** `/s/{token}` over HTTP, on real storage: where it stands, in nine languages, and what a client can do there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DECLINE_REASONS } from '../../src/domain/follow-up.ts';
import { LANGUAGES, REFERRAL_STATES, type ReferralState } from '../../src/domain/referral.ts';
import type { ReferralActor, ReferralEvent } from '../../src/domain/referral-states.ts';
import { afterOf, type DeskHouse, openDeskHouse, post, say } from './desk-house.ts';

let house: DeskHouse;
beforeAll(async () => {
  house = await openDeskHouse();
});
afterAll(() => house.close());

const look = async (address: string, language?: string) => {
  const response = await fetch(language === undefined ? address : `${address}?lang=${language}`);
  const text = await response.text();
  return { status: response.status, text, body: text.slice(text.indexOf('<body')), headers: response.headers };
};
const ASK: readonly [ReferralEvent, ReferralActor, object] = [
  'ask-more',
  'desk',
  { questions: ['goal', 'obstacles'], note: 'Heb je een <b>rijbewijs</b>?' },
];
const MEETING = { on: '2026-11-30', at: '09:30', minutes: 45, how: 'visit', place: 'Teststraat 1' };
const WAYS: { readonly [state in ReferralState]: readonly (readonly [ReferralEvent, ReferralActor, object?])[] } = {
  submitted: [],
  delivered: [['deliver', 'system']],
  opened: [['open', 'desk']],
  accepted: [['accept', 'desk', { appointment: MEETING, note: 'Breng je diploma mee.' }]],
  'needs-more': [ASK],
  declined: [['decline', 'desk', { reason: 'no-room', note: 'Vanaf januari wel.' }]],
  advised: [['advise', 'desk', { advice: 'Volg een cursus.', perspective: 'combined', nextStep: 'Bel het CVO.' }]],
  closed: [['close', 'desk']],
  withdrawn: [['withdraw', 'client']],
  parked: [['park', 'system']],
};

test.each(LANGUAGES)('every state is said in %s, with what comes next', async (language) => {
  for (const state of REFERRAL_STATES) {
    const { reference, status } = await house.refer({}, language);
    await house.go(reference, ...WAYS[state]);
    const { text, headers } = await look(status);
    expect(headers.get('content-language')).toBe(language);
    expect(text).toContain(`<html lang="${language}" dir="${['ar', 'fa'].includes(language) ? 'rtl' : 'ltr'}">`);
    expect(text).toContain(`<h1>${say(language, `status:state.${state}`)}</h1>`);
    expect(text).toContain(say(language, `status:next.${state}`).replaceAll("'", '&#39;'));
    expect(text).toContain(reference);
    expect(text).not.toMatch(/\{\{|undefined|\[object/);
  }
});

test('another language is a link away, and stays through a press', async () => {
  const { status } = await house.refer();
  expect((await look(status, 'uk')).text).toContain('<html lang="uk" dir="ltr">');
  const pressed = await post(`${status}?lang=uk`, { press: 'papers', 'paper.diploma': 'have' });
  expect(pressed.headers.get('location')).toContain('lang=uk');
});

test('looking changes nothing', async () => {
  const { reference, status } = await house.refer();
  const before = await house.find(reference);
  for (const query of ['', '?ask=withdraw', '?ask=erase', '?press=erase', '?done=1']) {
    expect((await fetch(status + query)).status).toBe(200);
    expect((await fetch(status + query, { method: 'HEAD' })).status).toBe(200);
  }
  expect(await house.find(reference)).toEqual(before);
});

test('the appointment stands there in words and as a file, called off when the desk says no', async () => {
  const { reference, status } = await house.refer({}, 'en');
  await house.go(reference, ...WAYS.accepted);
  const { text } = await look(status);
  expect(text).toContain('Monday 30 November 2026 at 09:30, 45 minutes. You go to the desk.');
  expect(text).toMatch(/<blockquote lang="nl"><p dir="auto">Breng je diploma mee\./);
  const ics = await (await fetch(`${status}/appointment.ics`)).text();
  expect(ics).toContain('STATUS:CONFIRMED');
  expect(ics).not.toContain('Test Persoon');
  await house.go(reference, ...WAYS.declined);
  expect((await look(status)).text).toContain('This appointment is cancelled.');
  expect(await (await fetch(`${status}/appointment.ics`)).text()).toContain('STATUS:CANCELLED');
});

test.each(DECLINE_REASONS)('a no for %s says why and what to do now', async (reason) => {
  const { reference, status } = await house.refer({}, 'en');
  await house.go(reference, ['decline', 'desk', { reason, note: 'Bel <i>dienst</i> X.' }]);
  const { text } = await look(status);
  expect(text).toContain(say('en', `status:decline.${reason}`));
  expect(text).toContain(say('en', `status:decline-next.${reason}`));
  expect(text).toContain('Bel &lt;i&gt;dienst&lt;/i&gt; X.');
});

test('advice is shown as Dutch, with the next step', async () => {
  const { reference, status } = await house.refer({}, 'fr');
  await house.go(reference, ...WAYS.advised);
  const { text } = await look(status);
  expect(text).toContain('<blockquote lang="nl"><p dir="auto">Volg een cursus.</p></blockquote>');
  expect(text).toContain(say('fr', 'verdicts:perspective.combined'));
});

describe('what the desk asked', () => {
  test('is answered in the conversation where that is still there: the press ties the browser to it', async () => {
    const { reference, status, key } = await house.refer();
    await house.go(reference, ASK);
    const { text } = await look(status);
    expect(text).toContain(say('ar', 'questions:goal.ask'));
    expect(text).toContain('Heb je een &lt;b&gt;rijbewijs');
    expect(text).not.toContain('<textarea');
    const pressed = await post(`${status}?lang=ar`, { press: 'conversation' }, { origin: house.url });
    expect(pressed.status).toBe(303);
    expect(pressed.headers.get('location')).toBe('/?lang=ar#now');
    const cookie = pressed.headers.get('set-cookie')?.split(';')[0];
    expect(house.sessions.read({ headers: { cookie } } as never, false)).toBe(key);
  });

  test('another site cannot tie a browser to a conversation of its own', async () => {
    const { reference, status } = await house.refer();
    await house.go(reference, ASK);
    const pressed = await post(status, { press: 'conversation' }, { origin: 'https://evil.example.org' });
    expect(pressed.status).toBe(403);
    expect(pressed.headers.get('set-cookie')).toBeNull();
  });

  test('is answered in a box a question where the conversation is gone', async () => {
    const { reference, status, key } = await house.refer();
    await house.go(reference, ASK);
    await house.database.db.deleteFrom('conversations').where('key', '=', key).execute();
    const { text } = await look(status);
    expect(text).toContain('name="answer.goal"');
    const after = afterOf(text);
    const fields = { press: 'answer', after, 'answer.goal': 'أريد أن أعمل', 'answer.obstacles': ' ', note: '' };
    expect((await post(status, { ...fields, 'answer.goal': ' ' })).status).toBe(422);
    const long = await post(status, { ...fields, 'answer.goal': 'س'.repeat(10_000) });
    expect(long.status).toBe(422);
    expect(await long.text()).toContain(`${'س'.repeat(10_000)}</textarea>`);
    expect((await house.find(reference)).history.at(-1)?.event).toBe('ask-more');
    const pressed = await post(status, fields);
    expect(pressed.status).toBe(303);
    expect((await house.find(reference)).history.at(-1)).toMatchObject({
      event: 'answer',
      state: 'needs-more',
      actor: 'client',
      body: {
        answers: [{ question: 'goal', value: 'أريد أن أعمل', text: { nl: 'أريد أن أعمل', client: 'أريد أن أعمل' } }],
        note: '',
      },
    });
    const shown = await look(new URL(pressed.headers.get('location') ?? '', house.url).href);
    expect(shown.text).toContain('id="done"');
    expect(shown.text).not.toContain('<textarea');
    // Twice is once.
    expect((await post(status, fields)).status).toBe(409);
    expect((await house.find(reference)).history.filter(({ event }) => event === 'answer')).toHaveLength(1);
  });

  test('is gone once the desk went on: an old page changes nothing', async () => {
    const { reference, status, key } = await house.refer();
    await house.go(reference, ASK);
    await house.database.db.deleteFrom('conversations').where('key', '=', key).execute();
    const after = afterOf((await look(status)).text);
    await house.go(reference, ...WAYS.accepted);
    expect((await post(status, { press: 'answer', after, note: 'te laat' })).status).toBe(409);
    expect((await house.find(reference)).history.at(-1)?.event).toBe('accept');
  });
});

describe('the papers', () => {
  test('stay editable, and only what there is to say is kept', async () => {
    const { reference, status, desk } = await house.refer({}, 'en');
    const fields = { press: 'papers', 'paper.diploma': 'have', 'paper.cv': 'nonsense', 'paper.other': 'have' };
    const pressed = await post(status, fields);
    expect(pressed.status).toBe(303);
    expect((await house.find(reference)).ticks).toEqual({ diploma: 'have' });
    const shown = await look(new URL(pressed.headers.get('location') ?? '', house.url).href);
    expect(shown.text).toContain('Your list is saved.');
    expect(shown.text).toContain('name="paper.diploma" value="have" checked');
    expect(shown.text).toContain('name="paper.transcript" value="not-safe-to-get" checked');
    expect((await look(desk)).text).toContain('Nu zegt de cliënt over de documenten');
  });

  test('are read only once it is over', async () => {
    const { reference, status } = await house.refer();
    await house.go(reference, ...WAYS.closed);
    expect((await look(status)).text).not.toContain('name="paper.');
    expect((await post(status, { press: 'papers', 'paper.diploma': 'have' })).status).toBe(409);
    expect((await house.find(reference)).ticks).toBeUndefined();
  });
});

describe('withdrawing', () => {
  test('asks first, then the referral is withdrawn and the page says so', async () => {
    const { reference, status } = await house.refer({}, 'en');
    await house.go(reference, ['deliver', 'system']);
    const ask = await look(`${status}?ask=withdraw`);
    expect(ask.text).toContain('Do you really want to withdraw your referral?');
    expect((await house.find(reference)).state).toBe('delivered');
    const pressed = await post(status, { press: 'withdraw' });
    expect(pressed.status).toBe(303);
    expect(house.announced.at(-1)).toMatchObject({ reference, event: 'withdraw' });
    const shown = await look(new URL(pressed.headers.get('location') ?? '', house.url).href);
    expect(shown.text).toContain('<h1>Your referral is withdrawn</h1>');
    expect(shown.text).toContain('id="done"');
    expect((await post(status, { press: 'withdraw' })).status).toBe(409);
    expect((await house.find(reference)).history.filter(({ event }) => event === 'withdraw')).toHaveLength(1);
  });

  test('is not offered once it is closed', async () => {
    const { reference, status } = await house.refer();
    await house.go(reference, ...WAYS.closed);
    expect((await look(status)).text).not.toContain('ask=withdraw');
    expect((await look(`${status}?ask=withdraw`)).text).not.toContain('value="withdraw"');
    expect((await post(status, { press: 'withdraw' })).status).toBe(409);
  });
});

describe('erasing', () => {
  test('asks first, then nothing of the client is left: conversation, answers, referral, papers', async () => {
    const { reference, status, key } = await house.refer({}, 'en');
    await house.go(reference, ['deliver', 'system'], ASK);
    await house.store.referrals.tick(reference, { diploma: 'have' });
    expect((await look(`${status}?ask=erase`)).text).toContain('Do you really want to erase everything?');
    expect((await house.find(reference)).referral).toBeDefined();
    expect((await post(`${status}?lang=en`, { press: 'erase' })).status).toBe(303);
    const record = await house.find(reference);
    expect(record).toMatchObject({
      state: 'withdrawn',
      referral: undefined,
      ticks: undefined,
      conversation: undefined,
    });
    expect(record.history.every(({ body }) => body === null)).toBe(true);
    expect(await house.store.conversations.load(key)).toBeUndefined();
    const shown = await look(status, 'en');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Everything is erased');
    expect(shown.text).not.toContain('Test Persoon');
    expect((await post(status, { press: 'erase' })).status).toBe(303); // once more does no harm
    expect((await fetch(`${status}/appointment.ics`)).status).toBe(404);
  });

  test('works where the conversation is forgotten already, and after withdrawing', async () => {
    const { reference, status, key } = await house.refer();
    await house.go(reference, ['deliver', 'system'], ['withdraw', 'client']);
    await house.database.db.deleteFrom('conversations').where('key', '=', key).execute();
    expect((await post(status, { press: 'erase' })).status).toBe(303);
    expect(await house.find(reference)).toMatchObject({ state: 'withdrawn', referral: undefined });
  });
});

test('what is no longer kept says so', async () => {
  const { reference, status } = await house.refer();
  await house.go(reference, ...WAYS.closed);
  await house.database.db.updateTable('referrals').set({ payload: null }).where('reference', '=', reference).execute();
  expect((await look(status, 'en')).text).toContain('We no longer keep this referral');
});

test('a forged link and one that was replaced each say so, in the browser’s language', async () => {
  const { reference, status } = await house.refer();
  const forged = await fetch(`${house.url}/s/${'A'.repeat(44)}`, { headers: { 'accept-language': 'tr' } });
  expect(forged.status).toBe(404);
  expect(await forged.text()).toContain('Bu bağlantı doğru değil');
  await house.links.revoke('status', reference);
  for (const response of [await fetch(status), await post(status, { press: 'erase' })])
    expect(response.status).toBe(410);
  expect((await house.find(reference)).referral).toBeDefined();
});

test('a form that says nothing is refused, and no log knows the link', async () => {
  const { status } = await house.refer();
  expect((await post(status, {})).status).toBe(400);
  expect((await post(status, { press: 'close' })).status).toBe(400);
  expect(JSON.stringify(house.lines)).toContain('"route":"status-press"');
  expect(JSON.stringify(house.lines)).not.toContain(status.split('/s/')[1]);
});
