import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReferral, aSaved, aTurn } from '../../delivery/a-referral.ts';
import { type ABrowser, aBrowser, aCounsellor, type House, linkIn, openHouse } from './house.ts';

const DAY = 86_400_000;
const text = (page: string) =>
  page
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
const filledIn = (page: string, id: string) =>
  new RegExp(`id="${id}"[^>]* value="([^"]*)"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';

describe('forwarding clients', () => {
  let house: House;
  let anna: ABrowser;
  let bert: ABrowser;
  const wait = (days: number) => {
    house.clock.now = new Date(house.clock.now.getTime() + days * DAY);
  };
  beforeAll(async () => {
    house = await openHouse();
    anna = await aCounsellor(house, 'anna@example.org');
    bert = await aCounsellor(house, 'bert@example.org');
  });
  afterAll(() => house.close());

  /** A session lasts twelve hours; the clock of these tests goes on by days. */
  const signInAgain = async () => {
    anna = await aCounsellor(house, 'anna@example.org');
  };

  const form = async (browser: ABrowser) => {
    const page = (await browser.get('/counsellor/forward')).text;
    return {
      sign: /name="sign" value="([\w-]+)"/.exec(page)?.[1] ?? '',
      once: /name="once" value="([\w-]+)"/.exec(page)?.[1] ?? '',
    };
  };
  const forwarded = async (browser: ABrowser, fields: { readonly [name: string]: string | string[] } = {}) => {
    const posted = { ...(await form(browser)), language: 'ar', step: 'keep', ...fields };
    const kept = await browser.post('/counsellor/forward', posted);
    expect(kept.location).toMatch(/^\/counsellor\/clients\/[\w-]{22}\?done=made$/);
    const path = kept.location?.split('?')[0] ?? '';
    return { path, id: path.split('/').at(-1) ?? '', posted, page: (await browser.get(path)).text };
  };
  /** The client opens the invite and says a first word. */
  const opened = async (id: string, saved = aSaved(), byMail = false) => {
    const key = randomUUID();
    await house.store.log.create({ id: key, userId: 'dl_client', locale: 'ar' });
    await house.store.conversations.commit(aTurn(key, { saved, opensInvite: { id, byMail } }));
    return key;
  };

  it('shows back what it understood before it keeps anything', async () => {
    const fields = {
      ...(await form(anna)),
      step: 'check',
      language: 'ar',
      label: 'A. <b>',
      nationalities: 'Syrisch',
      'in-belgium-since': 'maart 2024',
      location: '9000',
      'diploma-level': 'master',
      goal: ['work-soon', 'recognition'],
      'registered-jobseeker': 'no',
    };
    const shown = await anna.post('/counsellor/forward', fields);
    expect(shown.status).toBe(200);
    for (const word of [
      'Syrië',
      'maart 2024',
      '9000',
      'Master',
      'Snel werk vinden en mijn diploma laten erkennen',
      'A. &lt;b&gt;',
    ])
      expect(shown.text).toContain(word);
    expect(text((await anna.get('/counsellor')).text)).toContain('Je hebt nog niemand aangemeld');

    const edited = await anna.post('/counsellor/forward', { ...fields, step: 'edit' });
    expect(filledIn(edited.text, 'nationalities')).toBe('Syrisch');
    expect(edited.text).toMatch(/value="master" selected/);
    expect(edited.text).toMatch(/value="recognition" checked/);
  });

  describe('what the rules say of what a counsellor filled in', () => {
    const lookIn = (page: string) => /<section class="first-look".*?<\/section>/s.exec(page)?.[0] ?? '';
    const checked = async (fields: { readonly [name: string]: string | string[] }) => {
      const posted = { ...(await form(anna)), step: 'check', language: 'ar', ...fields };
      return lookIn((await anna.post('/counsellor/forward', posted)).text);
    };

    it('is what is decided, what is still open, and what would change it', async () => {
      const look = await checked({
        nationalities: 'Syrisch',
        'residence-status': 'recognised-refugee',
        'in-belgium-since': 'maart 2015',
        location: '9000',
        'diploma-level': 'master',
      });
      const said = text(look);
      expect(said).toContain('Geen EU-nationaliteit (E1, S1 §7.1.2)');
      // Whether they left in between was not asked: the stay is told with that 'if', and where they go is not.
      expect(said).toMatch(/tussendoor[^.?]*\? Dan geldt: Vijf jaar of langer in België/);
      expect(said).not.toContain('Naar een mens');
      expect(look).toContain('Nog niet bekend: Weg geweest');
      expect(look).toContain('<code>documents.diploma</code>');
      expect(look).toContain('/rules?lang=nl#documents-diploma-2015-01-01');
    });

    it('names a door that is closed with why, the way on, and what would open it', async () => {
      const look = await checked({ location: '3500', 'diploma-level': 'unfinished-higher' });
      const said = text(look);
      expect(said).toContain('Niet bij het loket: studie niet voltooid, strikte regio (E4)');
      expect(said).toContain('Wat je cliënt nu al kan doen');
      expect(said).not.toContain('Nog niet bekend');
      expect(look).toContain('href="https://www.onderwijskiezer.be"');
      expect(said).toContain('Wat dit zou veranderen');
      expect(said).toContain('Met een afgewerkte studie');
    });

    it('is nothing where nothing was filled in that a rule looks at', async () => {
      expect(await checked({})).toBe('');
    });

    it('stays until the client opens the invite, and says nothing of what the client tells', async () => {
      const { id, path, page } = await forwarded(anna, { nationalities: 'Syrisch', 'diploma-level': 'secondary' });
      expect(text(lookIn(page))).toContain('Diploma secundair onderwijs (E4');
      await opened(id);
      const after = await anna.get(path);
      expect(after.status).toBe(200);
      expect(lookIn(after.text)).toBe('');
    });
  });

  it('says what is wrong at each field, and what to write instead', async () => {
    const answered = await anna.post('/counsellor/forward', {
      ...(await form(anna)),
      step: 'keep',
      language: '',
      email: 'bert@example.org',
      label: 'x'.repeat(81),
      nationalities: 'qqqqq',
      'in-belgium-since': '<script>',
      'diploma-level': 'astronaut',
    });
    expect(answered.status).toBe(400);
    const problems = text(/role="alert".*?<\/div>/s.exec(answered.text)?.[0] ?? '');
    for (const part of [
      'Kies een van deze talen',
      'adres van een begeleider',
      'hoogstens 80 tekens',
      'Typ een land',
      'maart 2023',
      'Hoogste diploma',
    ])
      expect(problems).toContain(part);
    expect(answered.text).not.toContain('<script>');
    expect(answered.text).toMatch(
      /id="nationalities"[^>]*aria-describedby="nationalities-hint nationalities-problem" aria-invalid="true"/,
    );
  });

  it('gives a link, a QR code and a short code; each opens the same invite, with nothing told in the link', async () => {
    const { page, id } = await forwarded(anna, { label: 'Mevrouw A', nationalities: 'Syrië' });
    const link = new URL(filledIn(page, 'link'));
    expect([...link.searchParams.keys()]).toEqual(['invite', 'lang']);
    expect(link.searchParams.get('invite')).toMatch(/^[\w-]{44}$/);
    expect(link.href).not.toMatch(/Mevrouw|SY/);
    expect(filledIn(page, 'code')).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/);
    expect(page).toMatch(/<svg class="qr" role="img" aria-label="QR-code van de link"/);
    expect(text(page)).toContain('Nationaliteit Syrië');

    // The client's page speaks the language of the invite and does not ask what is known.
    const client = aBrowser(house.url);
    const first = await client.get(link.pathname + link.search);
    expect(first.text).toContain('<html lang="ar"');
    // Looking used nothing up.
    expect(text((await anna.get(`/counsellor/clients/${id}`)).text)).toContain('Uitgenodigd, nog niet begonnen');
    const page2 = (await anna.get(`/counsellor/clients/${id}`)).text;
    expect([filledIn(page2, 'link'), filledIn(page2, 'code')]).toEqual([link.href, filledIn(page, 'code')]);
  });

  it('makes one client of a form that is posted twice', async () => {
    const { posted, path } = await forwarded(anna, { label: 'Once only' });
    expect((await anna.post('/counsellor/forward', posted)).location).toBe(`${path}?done=made`);
    expect((await anna.get('/counsellor')).text.match(/Once only/g)).toHaveLength(1);
  });

  it('lets the client begin by the real conversation, and then shows no link any more', async () => {
    const { page, path } = await forwarded(anna, { label: 'Begins', language: 'fr' });
    const link = new URL(filledIn(page, 'link'));
    const client = aBrowser(house.url);
    expect((await client.post(`/${link.search}`, { text: 'oui', page: 'p' })).status).toBe(303);
    const now = (await anna.get(path)).text;
    expect(text(now)).toContain('Bezig met de vragen');
    expect(now).not.toContain('id="link"');
    // Letters by chance, such as those of an id, are no code to scan.
    expect(now).not.toContain('class="qr"');
    expect(page).toContain('class="qr"');
    // Whoever comes second is told so, and begins on their own.
    const second = await aBrowser(house.url).get(link.pathname + link.search);
    expect(second.status).toBe(200);
    expect(second.text).not.toContain('Agentschap Voorbeeld');
  });

  it('keeps one counsellor’s clients from another', async () => {
    const { path, id } = await forwarded(anna, { label: 'Only Anna’s', email: 'client@example.com' });
    expect((await bert.get(path)).status).toBe(404);
    expect((await bert.get('/counsellor')).text).not.toContain('Only Anna');
    expect((await bert.get('/counsellor/clients.csv')).text).not.toContain('Only Anna');
    const sign = await bert.sign();
    for (const what of ['mail', 'renew', 'revoke', 'together'])
      expect((await bert.post(path, { sign, do: what })).status).toBe(404);
    expect((await bert.get(`/counsellor/together/${id}`)).status).toBe(404);
    expect((await bert.post(`/counsellor/together/${id}`, { text: 'ja' })).status).toBe(404);
    expect((await bert.post(`/counsellor/together/${id}/session`)).status).toBe(404);
    expect(text((await anna.get(path)).text)).toContain('Uitgenodigd');
    expect(await house.lettersNow('client@example.com')).toEqual([]);
  });

  it('shows nothing that the client said, but what became of the referral', async () => {
    const at = new Date().toISOString();
    const { path, id } = await forwarded(anna, { label: 'Follows' });
    const key = await opened(
      id,
      aSaved({
        answers: {
          name: { value: 'Secret Name', by: 'client', at },
          income: { value: ['living-wage'], by: 'client', at },
        },
      }),
    );
    expect((await anna.get(path)).text).not.toMatch(/Secret Name|Leefloon|leefloon/);

    const referral = aReferral({ reference: `WW-${randomUUID().slice(0, 4).toUpperCase()}` });
    await house.store.conversations.commit(aTurn(key, { referral }));
    const { reference } = referral;
    const change = house.store.referrals.change;
    await change(reference, 'deliver', 'system');
    expect(text((await anna.get(path)).text)).toContain('Bij het loket');
    await change(reference, 'ask-more', 'desk', { body: { questions: ['recognition'], note: 'Welke school?' } });
    const asked = (await anna.get(path)).text;
    expect(text(asked)).toContain('Erkenning');
    expect(asked).toContain('<blockquote lang="nl" dir="auto">Welke school?</blockquote>');
    await house.store.referrals.remark(reference, 'answer', 'client', {
      body: {
        answers: [{ question: 'recognition', value: 'level', text: { nl: 'geheim antwoord', client: 'x' } }],
        note: 'geheim',
      },
    });
    expect((await anna.get(path)).text).not.toContain('geheim');
    const appointment = { on: '2027-01-12', at: '09:30', minutes: 45, how: 'visit', place: 'Voorbeeldstraat 1' };
    await change(reference, 'accept', 'desk', { body: { appointment, note: '' } });
    expect(text((await anna.get(path)).text)).toContain(
      'gesprek op 12 januari 2027 om 09:30 (45 minuten) Voorbeeldstraat 1',
    );
    await change(reference, 'advise', 'desk', {
      body: { advice: 'Volg <i>NT2</i>', perspective: 'combined', nextStep: 'Bel VDAB' },
    });
    const advised = (await anna.get(path)).text;
    expect(advised).toContain('Volg &lt;i&gt;NT2&lt;/i&gt;');
    expect(text(advised)).toContain('Werk en leren samen');
    expect(text(advised)).not.toMatch(/Ahmad|Secret/); // who the referral is about stays with client and desk
    expect((await anna.get('/counsellor')).text).toContain('Het loket gaf advies');
  });

  it('marks a silent desk in words, and puts it among what needs attention', async () => {
    const { id } = await forwarded(anna, { label: 'Waits long' });
    const key = await opened(id);
    const referral = aReferral({ reference: `WW-${randomUUID().slice(0, 4).toUpperCase()}` });
    await house.store.conversations.commit(aTurn(key, { referral }));
    await house.store.referrals.change(referral.reference, 'deliver', 'system');
    expect((await anna.get('/counsellor?show=attention')).text).not.toContain('Waits long');
    wait(21);
    await signInAgain();
    const list = (await anna.get('/counsellor?show=attention')).text;
    expect(list).toContain('Waits long');
    expect(text(list)).toContain('Het loket liet 10 werkdagen niets horen');
  });

  it('mails the invite to the client in the client’s language, once a week at most', async () => {
    const { path } = await forwarded(anna, { label: 'Mailed', language: 'ar', email: 'mailed@example.com' });
    expect((await anna.press(path, { do: 'mail' })).location).toBe(`${path}?done=mailed`);
    const [letter] = await house.lettersTo('mailed@example.com', 1);
    expect(letter?.subject).toBe('دعوتك إلى Wegwijzer');
    expect(letter?.text).toContain('anna, Agentschap Voorbeeld');
    expect(linkIn(letter)).toMatch(/\?invite=[\w-]{44}&lang=ar$/);
    expect((await anna.press(path, { do: 'mail' })).location).toBe(`${path}?done=too-soon`);
    wait(7);
    await signInAgain();
    expect((await anna.get(path)).text).toContain('value="mail"');
    await anna.press(path, { do: 'mail' });
    expect((await house.lettersTo('mailed@example.com', 2)).map(({ subject }) => subject)).toContain(
      'دعوتك إلى Wegwijzer ما زالت بانتظارك',
    );
  });

  it('leads who stopped back to their own conversation, by mail only, where the letter had opened it', async () => {
    const { path, id } = await forwarded(anna, { label: 'Stopped', language: 'fr', email: 'stopped@example.com' });
    const key = await opened(id, aSaved({ language: 'fr' }), true);
    expect((await anna.press(path, { do: 'mail' })).location).toBe(`${path}?done=not-now`); // still at it
    wait(7);
    await signInAgain();
    const page = (await anna.get(path)).text;
    expect(text(page)).toContain('Stilgevallen: een week geen nieuws');
    await anna.press(path, { do: 'mail' });
    const [letter] = await house.lettersTo('stopped@example.com', 1);
    const link = new URL(linkIn(letter));
    expect(link.searchParams.get('continue')).toMatch(/^[\w-]{44}$/);
    expect((await anna.get(path)).text).not.toContain(link.searchParams.get('continue') ?? '?');

    const client = aBrowser(house.url);
    expect((await client.get(link.pathname + link.search)).text).toContain('name="token"');
    expect(client.cookies.size).toBe(0);
    const token = link.searchParams.get('continue') ?? '';
    expect((await client.post('/continue?lang=fr', { token })).status).toBe(303);
    expect([...client.cookies.values()].join()).toContain(Buffer.from(key).toString('base64url'));
  });

  it('leads to no answers in a mailbox that the client never opened: that may be a slip of the pen', async () => {
    const { path, id, page } = await forwarded(anna, {
      label: 'Mistyped',
      language: 'fr',
      email: 'somebody-else@example.com',
      nationalities: 'Syrië',
    });
    const key = await opened(id, aSaved({ language: 'fr' }));
    wait(7);
    await signInAgain();
    expect((await anna.press(path, { do: 'mail' })).location).toBe(`${path}?done=mailed`);
    const [letter] = await house.lettersTo('somebody-else@example.com', 1);
    const link = new URL(linkIn(letter));
    expect([...link.searchParams.keys()]).toEqual(['invite', 'lang']);
    expect(letter?.text).toContain('Vous aviez déjà commencé');
    const token = link.searchParams.get('invite') ?? '';
    const shown = filledIn((await anna.get(path)).text, 'link');
    expect(shown).not.toBe(filledIn(page, 'link')); // the old one is void
    expect(shown).not.toContain(token);
    const client = aBrowser(house.url);
    expect(text((await client.get(link.pathname + link.search)).text)).toContain('anna, Agentschap Voorbeeld');
    // The conversation of before is still there for who has its code, and still heard of.
    expect(await house.store.conversations.load(key)).toBeDefined();
  });

  it('leads to no answers either where the two began together: nobody opened that mailbox', async () => {
    const { path, id } = await forwarded(anna, {
      label: 'Side by side',
      language: 'fr',
      email: 'side-by-side@example.com',
    });
    expect((await anna.press(path, { do: 'together' })).location).toBe(`${path}?done=together`);
    expect((await anna.get(`/counsellor/together/${id}`)).status).toBe(200);
    wait(7);
    await signInAgain();
    expect((await anna.press(path, { do: 'mail' })).location).toBe(`${path}?done=mailed`);
    const [letter] = await house.lettersTo('side-by-side@example.com', 1);
    const link = new URL(linkIn(letter));
    expect([...link.searchParams.keys()]).toEqual(['invite', 'lang']);
    // Who begins by that letter is alone: nobody looks on.
    const client = aBrowser(house.url);
    expect((await client.post(`/${link.search}`, { text: 'oui', page: 'p' })).status).toBe(303);
    expect(text((await anna.get(path)).text)).toContain('Bezig met de vragen');
    expect((await anna.get(`/counsellor/together/${id}`)).status).toBe(404);
  });

  it('renews what nobody opened, and revokes', async () => {
    const { path, page } = await forwarded(anna, { label: 'Renewed', nationalities: 'Syrië' });
    const old = filledIn(page, 'link');
    wait(31);
    await signInAgain();
    expect(text((await anna.get(path)).text)).toContain('De uitnodiging is verlopen');
    expect((await anna.press(path, { do: 'renew' })).location).toBe(`${path}?done=renewed`);
    const fresh = (await anna.get(path)).text;
    expect(filledIn(fresh, 'link')).not.toBe(old);
    expect(text(fresh)).toContain('Nationaliteit Syrië');
    expect((await anna.press(path, { do: 'revoke' })).location).toBe(`${path}?done=revoked`);
    expect((await anna.get(path)).text).not.toContain('id="link"');
    expect((await anna.press(path, { do: 'nonsense' })).status).toBe(400);
  });

  it('shows each page of five hundred clients soon, in three clicks at most', async () => {
    const carla = await aCounsellor(house, 'carla@example.org');
    const { id } = await house.database.db
      .selectFrom('counsellors')
      .select('id')
      .where('email', '=', 'carla@example.org')
      .executeTakeFirstOrThrow();
    const { now } = house.clock;
    const rows = Array.from({ length: 500 }, (_, at) => ({
      id: `many-${at}`,
      counsellor: id,
      code_hash: `hash ${at}`,
      label: `client ${at}`,
      email: null,
      language: 'fr' as const,
      known: '{}',
      conversation: null,
      reference: null,
      created_at: now,
      expires_at: new Date(now.getTime() + 30 * DAY),
      started_at: null,
      reminded_at: null,
      revoked_at: null,
    }));
    await house.database.db.insertInto('invites').values(rows).execute();
    const began = performance.now();
    const page = await carla.get('/counsellor?page=20');
    expect(performance.now() - began).toBeLessThan(3000);
    expect(text(page.text)).toContain('Pagina 20 van 20');
    expect(page.text.match(/class="standing"/g)).toHaveLength(25);
    expect(text((await carla.get('/counsellor')).text)).toContain('Iedereen (500)');
    expect(text((await carla.get('/counsellor?page=999999')).text)).toContain('Pagina 20 van 20');
  });

  it('gives a key for other systems once, and takes it back', async () => {
    const made = await anna.press('/counsellor/account/token');
    const token = filledIn(made.text, 'token');
    expect(token).toMatch(/^[\w-]{44}$/);
    expect((await anna.get('/counsellor/account')).text).not.toContain(token);
    const statusOf = async (key: string) =>
      (await fetch(`${house.url}/api/v1/referrals/WW-2222-2222-22`, { headers: { authorization: `Bearer ${key}` } }))
        .status;
    expect(await statusOf(token)).toBe(404); // let in; there is no such referral
    await anna.press('/counsellor/account/token', { revoke: 'yes' });
    expect(await statusOf(token)).toBe(401);

    // Signing out of one browser leaves other systems their key; everywhere is everywhere.
    const dora = await aCounsellor(house, 'dora@example.org');
    const hers = filledIn((await dora.press('/counsellor/account/token')).text, 'token');
    await dora.press('/counsellor/sign-out');
    expect(await statusOf(hers)).toBe(404);
    const again = await aCounsellor(house, 'dora@example.org');
    await again.press('/counsellor/sign-out', { everywhere: 'yes' });
    expect(await statusOf(hers)).toBe(401);
  });

  it('lets a key open nothing once its counsellor is off the list', async () => {
    const eva = await aCounsellor(house, 'eva@example.org');
    const key = filledIn((await eva.press('/counsellor/account/token')).text, 'token');
    const ask = () =>
      fetch(`${house.url}/api/v1/referrals/WW-2222-2222-22`, { headers: { authorization: `Bearer ${key}` } });
    const moveTo = (email: string, from: string) =>
      house.database.db.updateTable('counsellors').set({ email }).where('email', '=', from).execute();
    await moveTo('eva@elsewhere.example', 'eva@example.org');
    expect((await ask()).status).toBe(401);
    await moveTo('eva@example.org', 'eva@elsewhere.example');
    expect((await ask()).status).toBe(404); // let in; there is no such referral
  });

  it('writes nothing of a client into the log', () => {
    expect(house.logged()).not.toMatch(/Mevrouw A|example\.com|Secret|invite=[\w-]/);
  });
});
