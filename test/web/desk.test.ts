/** `/r/{token}` over HTTP, on real storage: looking changes nothing, a press changes one thing once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REFERRAL_STATES, type ReferralState } from '../../src/domain/referral.ts';
import { next, type ReferralActor, type ReferralEvent } from '../../src/domain/referral-states.ts';
import { aReferral } from '../delivery/a-referral.ts';
import { afterOf, type DeskHouse, openDeskHouse, post } from './desk-house.ts';

let house: DeskHouse;
beforeAll(async () => {
  house = await openDeskHouse();
});
afterAll(() => house.close());

const look = async (address: string, language = 'nl') => {
  const response = await fetch(`${address}?lang=${language}`);
  return { status: response.status, text: await response.text(), headers: response.headers };
};
/** Presses what the page shows, as it stands now. */
const press = async (address: string, fields: { readonly [name: string]: string }) =>
  post(address, { after: afterOf((await look(address)).text), ...fields });

const ADVICE = { press: 'advise', advice: 'Volg eerst Nederlands.', perspective: 'professional', nextStep: 'Bel.' };
const FORMS: { readonly [press: string]: { readonly [name: string]: string } } = {
  open: { press: 'open' },
  accept: { press: 'accept', on: '2026-11-30', at: '09:30', minutes: '45', how: 'call', place: '' },
  'ask-more': { press: 'ask-more', question: 'goal', note: '' },
  decline: { press: 'decline', reason: 'no-room', note: '' },
  advise: ADVICE,
  close: { press: 'close' },
};
/** How a referral comes into each state. */
const WAYS: { readonly [state in ReferralState]: readonly (readonly [ReferralEvent, ReferralActor, object?])[] } = {
  submitted: [],
  delivered: [['deliver', 'system']],
  opened: [['open', 'desk']],
  accepted: [['accept', 'desk', { appointment: null, note: '' }]],
  'needs-more': [['ask-more', 'desk', { questions: ['goal'], note: '' }]],
  declined: [['decline', 'desk', { reason: 'no-room', note: '' }]],
  advised: [['advise', 'desk', { advice: 'a', perspective: 'combined', nextStep: 'b' }]],
  closed: [['close', 'desk']],
  withdrawn: [['withdraw', 'client']],
  parked: [['park', 'system']],
};

describe.each(REFERRAL_STATES)('a referral that is %s', (state) => {
  test.each(Object.keys(FORMS))('%s does what the state machine says, and nothing else', async (event) => {
    const { reference, desk } = await house.refer();
    await house.go(reference, ...WAYS[state]);
    const before = await house.find(reference);
    const allowed = next(state, event as ReferralEvent, 'desk');
    const page = await look(desk);
    expect(page.text.includes(`id="press-${event}"`)).toBe(allowed.is === 'moved');
    const after = String(before.history.at(-1)?.id);
    const pressed = await post(desk, { ...FORMS[event], after });
    const now = await house.find(reference);
    if (allowed.is === 'moved') {
      expect(pressed.status).toBe(303);
      expect(now.state).toBe(allowed.to);
      expect(now.history).toHaveLength(before.history.length + 1);
      expect(now.history.at(-1)).toMatchObject({ event, actor: 'desk' });
      const shown = await fetch(new URL(pressed.headers.get('location') ?? '', house.url));
      expect(await shown.text()).toContain('id="done"');
    } else {
      expect(pressed.status).toBe(409);
      expect(await pressed.text()).toContain('Dit kan nu niet');
      expect(now).toEqual(before);
    }
  });
});

test('looking changes nothing, however often and by whatever program', async () => {
  const { reference, desk } = await house.refer();
  await house.go(reference, ['deliver', 'system']);
  const before = await house.find(reference);
  const told = house.announced.length;
  for (let times = 0; times < 3; times += 1) {
    expect((await fetch(desk)).status).toBe(200);
    expect((await fetch(desk, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${desk}?lang=nl&press=accept&done=99`)).status).toBe(200);
    expect((await fetch(`${desk}/appointment.ics`)).status).toBe(404);
  }
  expect(await house.find(reference)).toEqual(before);
  expect(house.announced).toHaveLength(told);
});

test('the second press of one page changes nothing and says so; what was typed is still there', async () => {
  const { reference, desk } = await house.refer();
  const after = afterOf((await look(desk)).text);
  expect((await post(desk, { ...ADVICE, after })).status).toBe(303);
  const second = await post(desk, { ...ADVICE, advice: 'Iets <anders>', after });
  expect(second.status).toBe(409);
  const text = await second.text();
  expect(text).toContain('Er is intussen iets veranderd');
  expect(text).toContain('Iets &lt;anders&gt;</textarea>');
  expect((await house.find(reference)).history.filter(({ event }) => event === 'advise')).toHaveLength(1);
  // Shown again with what there is now, it can be sent on purpose.
  expect((await post(desk, { ...ADVICE, advice: 'Iets anders', after: afterOf(text) })).status).toBe(303);
});

test('two presses at once are one change', async () => {
  const { reference, desk } = await house.refer();
  const after = afterOf((await look(desk)).text);
  const both = await Promise.all([post(desk, { ...ADVICE, after }), post(desk, { ...ADVICE, after })]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect((await house.find(reference)).history).toHaveLength(2);
});

test('a press that has seen no page is none', async () => {
  const { reference, desk } = await house.refer();
  for (const after of ['', '0', 'x', '999999']) expect((await post(desk, { press: 'close', after })).status).toBe(409);
  expect((await post(desk, { press: 'withdraw' })).status).toBe(409);
  expect((await post(desk, {})).status).toBe(409);
  expect((await house.find(reference)).state).toBe('submitted');
});

test('an address cannot make the page say that something was done', async () => {
  const { reference, desk } = await house.refer();
  const last = (await house.find(reference)).history.at(-1)?.id;
  expect((await look(`${desk}?done=${last}`)).text).not.toContain('id="done"');
});

test('bad input comes back with what is wrong beside each field, and nothing lost', async () => {
  const { reference, desk } = await house.refer();
  const refused = await press(desk, {
    press: 'accept',
    on: '2026-02-30',
    at: '09:30',
    minutes: '45',
    how: 'video',
    place: 'https://meet.example.org/<x>',
    note: 'Tot dan "vrijdag"',
  });
  expect(refused.status).toBe(422);
  const text = await refused.text();
  expect(text).toContain('<details name="press" id="press-accept" open>');
  expect(text).toMatch(/id="accept-on"[^>]* aria-describedby="accept-on-problem" aria-invalid="true"/);
  expect(text).toContain('id="accept-on-problem">Dit is geen dag.');
  expect(text).toContain('value="https://meet.example.org/&lt;x&gt;"');
  expect(text).toContain('Tot dan &quot;vrijdag&quot;</textarea>');
  expect(text).toContain('<option value="video" selected>');
  expect((await house.find(reference)).state).toBe('submitted');
});

test('10,000 characters of advice come back whole, with what is wrong', async () => {
  const { desk } = await house.refer();
  const advice = 'نصيحة '.repeat(1_667);
  const refused = await press(desk, { ...ADVICE, advice });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain(advice.trim());
});

test('what people wrote is shown as text, however it looks', async () => {
  const evil = '<script>alert(1)</script>"\' &amp; \u202eevil';
  const plain = await house.refer();
  const { reference, desk } = await house.refer({
    client: { ...plain.referral.client, name: evil, reach: { other: `${'x'.repeat(10_000)}<b>` } },
    summary: {
      ...plain.referral.summary,
      lines: plain.referral.summary.lines.map((line) => ({ ...line, text: { nl: evil, client: evil } })),
    },
  });
  await house.go(reference, ['ask-more', 'desk', { questions: ['goal'], note: evil }]);
  await house.store.referrals.remark(reference, 'answer', 'client', {
    body: { answers: [{ question: 'goal', value: null, text: { nl: evil, client: evil } }], note: evil },
  });
  const { text } = await look(desk);
  expect(text).not.toContain('<script>alert');
  expect(text.match(/&lt;script&gt;alert/g)?.length).toBeGreaterThan(5);
  expect(text).not.toContain('<b></bdi>');
  expect(text).toContain('de cliënt antwoordde, nu is het aan het loket');
});

describe('a link that is not, or no longer, what it was', () => {
  test.each(['nonsense', 'A'.repeat(44), '%00', '..%2f'])('%s opens nothing', async (token) => {
    const response = await fetch(`${house.url}/r/${token}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Deze link klopt niet');
  });

  test('a link of another purpose opens nothing', async () => {
    const { desk, status } = await house.refer();
    expect((await fetch(status.replace('/s/', '/r/'))).status).toBe(404);
    expect((await fetch(desk.replace('/r/', '/s/'))).status).toBe(404);
    expect((await post(status.replace('/s/', '/r/'), { press: 'close' })).status).toBe(404);
  });

  test('one letter changed opens nothing', async () => {
    const { desk } = await house.refer();
    const changed = desk.slice(0, -1) + (desk.endsWith('A') ? 'B' : 'A');
    expect((await fetch(changed)).status).toBe(404);
  });

  test('an expired and a revoked one say so, and press nothing', async () => {
    const { reference, desk } = await house.refer();
    const old = `${house.url}/r/${await house.links.make('desk', `${reference}`, 1)}`;
    expect(old).toBe(desk); // one link a subject
    await house.links.revoke('desk', reference);
    for (const response of [await fetch(desk), await post(desk, { press: 'close' })]) {
      expect(response.status).toBe(410);
      expect(await response.text()).toContain('Deze link is vervangen');
    }
    const short = `${house.url}/r/${await house.links.make('desk', reference, 60)}`;
    expect((await fetch(short)).status).toBe(200);
    house.wait(1);
    for (const response of [await fetch(short), await post(short, { press: 'close' })]) {
      expect(response.status).toBe(410);
      expect(await response.text()).toContain('Deze link werkt niet meer');
    }
    expect((await house.find(reference)).state).toBe('submitted');
  });

  test('a withdrawn referral asks for nothing but that it was seen, once', async () => {
    const { reference, desk } = await house.refer();
    await house.go(reference, ['deliver', 'system'], ['withdraw', 'client']);
    const { text } = await look(desk);
    expect(text).toContain('De cliënt trok deze aanmelding in');
    expect(text).not.toContain('Test Persoon');
    expect(text.match(/name="press" value="([\w-]+)"/g)).toEqual(['name="press" value="acknowledge-recall"']);
    expect((await press(desk, { press: 'acknowledge-recall' })).status).toBe(303);
    expect((await press(desk, { press: 'acknowledge-recall' })).status).toBe(409);
    expect((await house.find(reference)).history.at(-1)).toMatchObject({ event: 'acknowledge-recall', actor: 'desk' });
  });

  test('an erased referral shows nothing of the client, and can still be seen', async () => {
    const { reference, desk, key } = await house.refer();
    await house.go(reference, ['deliver', 'system']);
    await house.store.conversations.commit({ key, inbound: undefined, saved: 'erased', replies: [] });
    const { status, text } = await look(desk);
    expect(status).toBe(200);
    expect(text).toContain('Deze aanmelding is gewist');
    expect(text).not.toContain('Test Persoon');
    expect((await press(desk, FORMS.close ?? {})).status).toBe(409);
    expect((await press(desk, { press: 'acknowledge-recall' })).status).toBe(303);
  });
});

test('the appointment is shown, filled in for a change, and given as a file without the client’s name', async () => {
  const { reference, desk } = await house.refer();
  await press(desk, FORMS.accept ?? {});
  const { text } = await look(desk);
  expect(text).toContain('maandag 30 november 2026, 09:30 (45 minuten), het loket belt');
  expect(text).toMatch(/id="accept-on" name="on" value="2026-11-30"/);
  const file = await fetch(`${desk}/appointment.ics?lang=nl`);
  expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(file.headers.get('cache-control')).toBe('no-store');
  const ics = await file.text();
  expect(ics).toContain(`UID:appointment-${reference}@wegwijzer`);
  expect(ics).not.toContain('Test Persoon');
  await press(desk, { ...FORMS.accept, at: '10:30' });
  expect(await (await fetch(`${desk}/appointment.ics`)).text()).toContain('SEQUENCE:1');
});

test('the open questions of this client come first', async () => {
  const { desk } = await house.refer();
  const { text } = await look(desk);
  const asked = [...text.matchAll(/name="question" value="([\w-]+)"/g)].map(([, id]) => id);
  expect(asked.slice(0, 2)).toEqual(['in-belgium-since', 'recognition']);
  expect(asked).not.toContain('share');
  expect(new Set(asked).size).toBe(asked.length);
});

test('the page speaks the languages of the offices; the referral stays as it was sent', async () => {
  const { desk } = await house.refer();
  for (const [language, title] of [
    ['en', 'Referral'],
    ['fr', 'Orientation'],
    ['ar', 'Aanmelding'],
  ] as const) {
    const { text, headers } = await look(desk, language);
    expect(text).toContain(`<h1>${title} WW-`);
    expect(headers.get('content-language')).toBe(language === 'ar' ? 'nl' : language);
    expect(text).toContain('lang="ar" dir="rtl"');
  }
});

test('nobody frames, keeps or indexes the page, and no log knows its link', async () => {
  const { desk } = await house.refer();
  const { headers, text } = await look(desk);
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-robots-tag')).toBe('noindex');
  expect(text).not.toMatch(/ style=/);
  await press(desk, { press: 'open' });
  expect(JSON.stringify(house.lines)).toContain('"route":"desk-press"');
  expect(JSON.stringify(house.lines)).not.toContain(desk.split('/r/')[1]);
});

test('who guesses waits, in their own language; who opened before goes on; every guess is counted', async () => {
  const { desk } = await house.refer();
  house.comeFrom('198.51.100.4');
  expect((await fetch(desk)).status).toBe(200);
  const before = house.guessed.length;
  const statuses: number[] = [];
  for (let nth = 0; nth < 300; nth += 1) {
    const token = `${nth}`.padStart(44, 'A');
    statuses.push(
      (await (nth % 2 === 0 ? fetch(`${house.url}/r/${token}`) : post(`${house.url}/r/${token}`, {}))).status,
    );
  }
  expect(statuses.slice(0, 20)).toEqual(Array(20).fill(404));
  expect(statuses.slice(20)).toEqual(Array(280).fill(429));
  expect(house.guessed.slice(before)).toEqual(Array(300).fill('desk'));
  const refused = await fetch(`${house.url}/r/${'A'.repeat(44)}?lang=fr`, { headers: { accept: 'text/html' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.text()).toContain('Réessayez dans quelques minutes');
  expect((await fetch(desk)).status).toBe(200);
  house.comeFrom('192.0.2.1');
});

describe('why each verdict stands there', () => {
  const reasonsIn = (page: string) => /<details class="reasons">.*?<\/details>/s.exec(page)?.[0] ?? '';

  test.each([
    ['nl', 'Een leefloon is verteld', 'nagekeken op 22 november 2026'],
    ['en', 'A living allowance was told', 'checked on 22 November 2026'],
    ['fr', 'Un revenu d’intégration', 'vérifié le 22 novembre 2026'],
  ])('is told in %s: a text, the row of the rule book and its source', async (language, why, checked) => {
    const { desk, referral } = await house.refer();
    const reasons = reasonsIn((await look(desk, language)).text);
    expect(reasons).toContain(why);
    expect(reasons).toContain(checked);
    expect(reasons).toContain(
      `<a href="/rules?lang=${language}#documents-cv-2018-01-01"><code>documents.cv</code></a>: <span lang="en">Rapport</span>, S1 §7.1.2`,
    );
    const { documents, flags, trace = [] } = referral.assessment;
    expect(trace).toHaveLength(2 + documents.length + flags.length);
    expect(reasons.match(/<dt>/g)).toHaveLength(trace.length);
  });

  test('a fee stands there as "about", with the page it is from', async () => {
    const { desk } = await house.refer();
    const reasons = reasonsIn((await look(desk)).text);
    expect(reasons).toContain('ongeveer 238 euro; voor velen gratis');
    expect(reasons).toContain('<a href="https://naric.example.org/kosten" rel="noreferrer" lang="en">Kosten</a>');
  });

  test('a referral of before verdicts told their rows has none, and is whole', async () => {
    const { trace: _none, ...assessment } = aReferral().assessment;
    const { desk } = await house.refer({ assessment });
    const page = await look(desk);
    expect(page.status).toBe(200);
    expect(reasonsIn(page.text)).toBe('');
  });

  test('a code that has lost its words keeps the page from nobody', async () => {
    const { assessment } = aReferral();
    const flags = [...assessment.flags, 'flag-of-old'];
    const grounds = assessment.trace?.[0]?.grounds ?? [];
    const trace = [...(assessment.trace ?? []), { of: 'flag' as const, id: 'flag-of-old', grounds }];
    const { desk } = await house.refer({ assessment: { ...assessment, flags, trace } });
    const page = await look(desk);
    expect(page.status).toBe(200);
    expect(reasonsIn(page.text)).toContain('flag.flag-of-old');
  });

  test('is gone with everything else once the client withdrew', async () => {
    const { reference, desk } = await house.refer();
    await house.go(reference, ['withdraw', 'client']);
    expect(reasonsIn((await look(desk)).text)).toBe('');
  });
});

describe('who is told', () => {
  const plain = aReferral().client;
  const toldOn = async (client: Partial<typeof plain>, form: { readonly [name: string]: string }) => {
    const { desk } = await house.refer({ client: { ...plain, ...client } });
    const pressed = await press(desk, form);
    return {
      before: (await look(desk)).text,
      after: await (await fetch(new URL(pressed.headers.get('location') ?? '', house.url))).text(),
    };
  };
  const banner = (page: string) => /id="done".*?<\/section>/s.exec(page)?.[0] ?? '';

  test('is a client by mail where there is an address, and nobody else', async () => {
    const { before, after } = await toldOn({}, ADVICE);
    expect(before).toContain('De cliënt krijgt bericht per e-mail');
    expect(banner(after)).toContain('De cliënt krijgt bericht per e-mail');
    expect(`${before} ${after}`).not.toContain('De begeleider krijgt ook bericht');
  });

  test('is nobody by mail where there is only a phone: the desk is asked to call', async () => {
    const { after } = await toldOn({ reach: { phone: '+32 400 00 00 00' } }, ADVICE);
    expect(banner(after)).toContain('er gaat geen e-mail');
    expect(banner(after)).toContain('Bel dan zelf');
  });

  test('is nobody by mail of a mere look', async () => {
    const { after } = await toldOn({}, { press: 'open' });
    expect(banner(after)).toContain('er gaat geen e-mail');
  });
});
