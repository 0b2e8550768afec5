/** The newcomer's page over real HTTP, as a browser without JavaScript uses it. */
import { expect, test } from 'vitest';
import { serve } from './serve.ts';

const FORM = 'application/x-www-form-urlencoded';

const post = (
  url: string,
  fields: { [name: string]: string } | [string, string][],
  headers: { [name: string]: string } = {},
) =>
  fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
    headers: { 'content-type': FORM, ...headers },
  });

const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

test('the first question and its choices stand in the page, and looking at it stores nothing', async () => {
  const { url, chat } = await serve();
  const response = await fetch(`${url}/`, { headers: { 'accept-language': 'fr-BE,fr;q=0.9,nl;q=0.5' } });
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(page).toContain('<html lang="fr" dir="ltr">');
  expect(page).toContain('Dans quelle langue voulez-vous continuer');
  expect(page).toMatch(/<button class="choice" name="say" value="Nederlands"/);
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(chat.talks.size).toBe(0);
});

test.each([
  { query: '?lang=ar', accept: 'nl', language: 'ar', direction: 'rtl' },
  { query: '?lang=en', accept: 'fr', language: 'en', direction: 'ltr' },
  { query: '?lang=xx', accept: 'de, en;q=0.4, fr;q=0.8', language: 'fr', direction: 'ltr' },
  { query: '', accept: 'de', language: 'nl', direction: 'ltr' },
  { query: '', accept: ';;q=,,', language: 'nl', direction: 'ltr' },
  { query: '?lang=%3Cscript%3E', accept: '*', language: 'nl', direction: 'ltr' },
])('$query with Accept-Language "$accept" speaks $language', async ({ query, accept, language, direction }) => {
  const { url } = await serve();
  const page = await (await fetch(`${url}/${query}`, { headers: { 'accept-language': accept } })).text();
  expect(page).toContain(`<html lang="${language}" dir="${direction}">`);
});

test('a tapped answer starts a conversation, runs a turn, and the page then shows all that was said', async () => {
  const { url, chat } = await serve();
  const answered = await post(`${url}/?lang=nl&invite=abc`, { say: 'Nederlands', page: 'p1' });
  expect(answered.status).toBe(303);
  expect(chat.openings).toEqual([{ language: 'nl', chosen: true, invite: 'abc' }]);
  const cookie = answered.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  expect(cookie).not.toContain('conversation-1');

  const page = await (
    await fetch(new URL(answered.headers.get('location') ?? '', url), { headers: { cookie: cookieOf(answered) } })
  ).text();
  expect(page).toContain('<p>Nederlands</p>');
  expect(page).toContain('Waar woon je?');
  expect(page).toContain('<li>vier cijfers</li>');
  expect(page).toContain('<a href="https://www.example.org/postcode"');
  expect(page).toContain('Nog te gaan: ongeveer 12');
  // The choices of the question that stands, not those of the first one.
  expect(page).toContain('value="Zeg ik liever niet"');
  expect(page).not.toMatch(/class="choice" name="say" value="T.rk.e"/);
});

test('a double click is one message, another choice on the same page is another', async () => {
  const { url, chat } = await serve();
  const first = await post(`${url}/`, { say: 'Nederlands', page: 'p1' });
  const headers = { cookie: cookieOf(first), origin: url };
  await post(`${url}/`, { say: 'Gent', page: 'p2' }, headers);
  await post(`${url}/`, { say: 'Gent', page: 'p2' }, headers);
  await post(`${url}/`, { say: 'Brussel', page: 'p2' }, headers);
  const said = chat.talks.get('conversation-1')?.log.filter((activity) => activity.from?.role === 'user');
  expect(said?.map((activity) => activity.text)).toEqual(['Nederlands', 'Gent', 'Brussel']);
});

test('after everything was erased the page says so and greets, and the next answer begins anew', async () => {
  const { url, chat } = await serve();
  const said = await post(`${url}/?lang=nl`, { say: 'Nederlands', page: 'p1' });
  const headers = { cookie: cookieOf(said), origin: url };
  await post(`${url}/?lang=nl`, { text: 'wis', page: 'p2' }, headers);
  const shown = await fetch(`${url}/?lang=nl`, { headers });
  const page = await shown.text();
  expect(shown.headers.get('set-cookie')).toBeNull();
  expect(page).not.toContain('<p>Nederlands</p>');
  expect(page.indexOf('Alles is gewist.')).toBeGreaterThan(0);
  expect(page.indexOf('In welke taal wil je verdergaan?')).toBeGreaterThan(page.indexOf('Alles is gewist.'));
  expect(page).toMatch(/class="choice" name="say" value="English"/);
  expect(page).not.toContain('"conversation"');
  const session = await fetch(`${url}/session`, {
    method: 'POST',
    body: '{"language":"nl"}',
    headers: { ...headers, 'content-type': 'application/json' },
  });
  expect(await session.json()).toMatchObject({ conversationId: 'conversation-2' });
  const anew = await post(`${url}/?lang=nl`, { say: 'English', page: 'p3' }, headers);
  expect(chat.talks.get('conversation-1')?.log.at(-1)?.text).toBe('Alles is gewist.');
  const now = await (await fetch(`${url}/`, { headers: { cookie: cookieOf(anew) } })).text();
  expect(now).toContain('<p>English</p>');
  expect(now).not.toContain('Alles is gewist.');
});

test('a conversation in which nothing stands is none', async () => {
  const { url, chat } = await serve();
  const said = await post(`${url}/?lang=nl`, { say: 'Nederlands', page: 'p1' });
  chat.talks.get('conversation-1')?.log.splice(0);
  const headers = { cookie: cookieOf(said), origin: url };
  expect(await (await fetch(`${url}/?lang=nl`, { headers })).text()).toContain('In welke taal wil je verdergaan?');
  await post(`${url}/?lang=nl`, { say: 'English', page: 'p3' }, headers);
  expect([...chat.talks.keys()]).toEqual(['conversation-1', 'conversation-2']);
  expect((await post(`${url}/continue?lang=nl`, { token: 'conversation-1' }, { origin: url })).status).toBe(410);
});

test('what a person types comes back as text, never as markup', async () => {
  const { url } = await serve();
  const answered = await post(`${url}/`, { text: '<script>alert(1)</script> "quoted" 🙂' });
  const page = await (await fetch(`${url}/`, { headers: { cookie: cookieOf(answered) } })).text();
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; 🙂');
  expect(page).not.toContain('<script>alert');
});

test('a card is a form; its answer reaches the bot as a Direct Line client would send it', async () => {
  const { url, chat } = await serve();
  const shown = await post(`${url}/`, { text: 'kaart', page: 'p1' });
  const cookie = cookieOf(shown);
  const page = await (await fetch(`${url}/`, { headers: { cookie } })).text();
  expect(page).toContain('<legend>Ik heb</legend>');
  expect(page).toMatch(/<input type="checkbox" name="in.have" value="diploma" checked>/);
  expect(page).toMatch(/<label for="(c\d+-0-note)">Iets anders\?<\/label><input type="text" id="\1"/);
  await post(
    `${url}/`,
    [
      ['page', 'p2'],
      ['off.have', ''],
      ['in.have', 'diploma'],
      ['in.have', 'transcript'],
      ['in.level', 'A2'],
      ['in.note', ''],
      ['off.agree', 'no'],
      ['action', '{"question":"documents"}'],
    ],
    { cookie, origin: url },
  );
  const said = chat.talks.get('conversation-1')?.log.filter((activity) => activity.from?.role === 'user');
  expect(said?.at(-1)).toMatchObject({
    value: { question: 'documents', have: 'diploma,transcript', level: 'A2', note: '', agree: 'no' },
    channelData: { postBack: true },
  });
  expect(said?.at(-1)?.text).toBeUndefined();
  const after = await (await fetch(`${url}/`, { headers: { cookie } })).text();
  expect(after).toContain('<fieldset class="card old" disabled>');
});

test('a post from another site is refused', async () => {
  const { url, chat } = await serve();
  for (const headers of [
    { origin: 'https://evil.example.org' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ]) {
    const refused = await post(`${url}/`, { say: 'Nederlands' }, headers as { [name: string]: string });
    expect(refused.status).toBe(403);
  }
  expect((await post(`${url}/`, { say: 'x' }, { cookie: 'wegwijzer=a.b.c' })).status).toBe(403);
  expect(chat.talks.size).toBe(0);
});

test('a cookie that we did not sign, and one of yesterday, open no conversation', async () => {
  const { url } = await serve();
  const answered = await post(`${url}/`, { say: 'Nederlands' });
  const [name, value = ''] = cookieOf(answered).split('=');
  const [, expires, signature] = value.split('.');
  const other = Buffer.from('conversation-2').toString('base64url');
  for (const forged of [`${other}.${expires}.${signature}`, value.slice(0, -2), '..', '']) {
    const page = await (await fetch(`${url}/`, { headers: { cookie: `${name}=${forged}` } })).text();
    expect(page).not.toContain('Waar woon je?');
  }
});

test('behind https the cookie is bound to the host, and inside another site it is kept apart', async () => {
  const { url } = await serve({ publicUrl: 'https://wegwijzer.example.org' });
  const own = await post(`${url}/`, { say: 'Nederlands' });
  expect(own.headers.get('set-cookie')).toMatch(/^__Host-wegwijzer=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(own.headers.get('strict-transport-security')).toContain('max-age');
  const framed = await post(`${url}/?embed=1`, { say: 'Nederlands' });
  expect(framed.headers.get('set-cookie')).toMatch(/^__Host-wegwijzer-frame=.*; Secure; SameSite=None; Partitioned$/);
  expect(framed.headers.get('location')).toContain('embed=1');
  const left = await post(`${url}/invite?embed=1`, { invite: 'abc' }, { cookie: cookieOf(framed), origin: url });
  expect(left.headers.get('set-cookie')).toBe(
    '__Host-wegwijzer-frame=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None; Partitioned',
  );
  expect(left.headers.get('location')).toBe('/?embed=1&invite=abc');
});

test('one address may not start conversations without end', async () => {
  const { url, chat } = await serve({ limit: 2 });
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await post(`${url}/`, { say: 'Nederlands' })).status);
  expect(statuses).toEqual([303, 303, 429, 429]);
  expect(chat.talks.size).toBe(2);
});

test('the widget opens a session: a new conversation once, then the same one again', async () => {
  const { url, chat } = await serve();
  const open = (headers: { [name: string]: string }, body: unknown = { language: 'fr', chosen: true }) =>
    fetch(`${url}/session`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const first = await open({ origin: url });
  expect(first.status).toBe(201);
  expect(await first.json()).toEqual({
    conversationId: 'conversation-1',
    token: 'token-conversation-1',
    watermark: '1',
  });
  const again = await open({ origin: url, cookie: cookieOf(first) });
  expect(again.status).toBe(200);
  expect(await again.json()).toMatchObject({ conversationId: 'conversation-1' });
  expect(chat.talks.size).toBe(1);
  expect((await open({ origin: 'https://evil.example.org' })).status).toBe(403);
  expect((await open({ origin: url }, 'nl')).status).toBe(400);
});

test('the page of a known browser carries its conversation and token for the widget, and may not be kept', async () => {
  const { url } = await serve();
  const answered = await post(`${url}/`, { say: 'Nederlands' });
  const response = await fetch(`${url}/`, { headers: { cookie: cookieOf(answered) } });
  const boot = /<script type="application\/json" id="boot">(.*?)<\/script>/s.exec(await response.text())?.[1] ?? '';
  expect(JSON.parse(boot).conversation).toEqual({
    id: 'conversation-1',
    token: 'token-conversation-1',
    watermark: '3',
  });
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the overview to print is there when the conversation has an outcome, and only for its own browser', async () => {
  const { url } = await serve();
  const answered = await post(`${url}/`, { text: 'klaar' });
  const mine = await fetch(`${url}/print`, { headers: { cookie: cookieOf(answered) } });
  const page = await mine.text();
  expect(mine.status).toBe(200);
  for (const part of ['KXWT-7294', 'Loket Gent', 'Puntenlijst', 'NARIC beslist', 'een mens kijkt dit na', 'S1 §7.1.2'])
    expect(page).toContain(part);
  // Who recognises the profession and in which order, and each offer with all that must be asked first.
  for (const part of [
    'Wie dit erkent: FOD',
    '<li>een visum voor',
    '<li>Het loket weet dat',
    'Een mentor (Voorbeeld)',
    '<h3>Vraag eerst of dit',
  ])
    expect(page).toContain(part);
  expect(page).toContain('<em>een mentor · bron van 2018</em>');
  expect(page).toContain('Vraag ook: of je Nederlands genoeg is. Ze vragen ook: dat je gemotiveerd bent.');
  const theirs = await fetch(`${url}/print?lang=nl`);
  expect(theirs.status).toBe(404);
  expect(await theirs.text()).not.toContain('KXWT');
});

test('an invite is shown in its own language, and looking at it starts nothing', async () => {
  const { url, chat } = await serve();
  const response = await fetch(`${url}/?invite=arabic`, { headers: { 'accept-language': 'fr' } });
  const page = await response.text();
  expect(page).toContain('<html lang="ar" dir="rtl">');
  expect(page).toContain('invite=arabic');
  expect(chat.talks.size).toBe(0);
});

test('an invite in a browser that holds another conversation: it asks, shows nothing of it, and changes nothing', async () => {
  const { url, chat } = await serve();
  const said = await post(`${url}/?lang=nl`, { say: 'Mijn geheim', page: 'p1' });
  const headers = { cookie: cookieOf(said), origin: url };
  const asked = await fetch(`${url}/?invite=arabic`, { headers: { ...headers, 'accept-language': 'fr' } });
  const page = await asked.text();
  expect(page).toContain('<html lang="ar" dir="rtl">');
  expect(page).toContain('<form method="post" action="/invite?"><input type="hidden" name="invite" value="arabic">');
  expect(page).toContain('<a class="button" href="/?#now">');
  expect(page).not.toContain('Mijn geheim');
  expect(page).not.toContain('conversation-1');
  expect(asked.headers.get('set-cookie')).toBeNull();
  expect(asked.headers.get('cache-control')).toBe('no-store');
  expect(chat.talks.size).toBe(1);

  const foreign = await post(`${url}/invite`, { invite: 'arabic' }, { ...headers, origin: 'https://evil.example.org' });
  expect(foreign.status).toBe(403);
  const begun = await post(`${url}/invite?lang=nl`, { invite: 'arabic' }, headers);
  expect(begun.status).toBe(303);
  expect(begun.headers.get('location')).toBe('/?lang=nl&invite=arabic');
  expect(begun.headers.get('set-cookie')).toBe('wegwijzer=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
  const greeted = await (await fetch(`${url}/?lang=nl&invite=arabic`)).text();
  const action = /<form id="choices" method="post" action="([^"]+)"/.exec(greeted)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(chat.talks.size).toBe(1);
  const mine = await post(`${url}${action}`, { say: 'العربية', page: 'p2' });
  expect(chat.openings.at(-1)?.invite).toBe('arabic');
  // From here on it is this conversation's own, and the page needs it no more.
  const own = await (await fetch(`${url}/?invite=arabic`, { headers: { cookie: cookieOf(mine) } })).text();
  expect(own).toContain('<p>العربية</p>');
  expect(own).not.toContain('invite=');
  expect(own).not.toContain('"invite"');
  // In the other browser it is used up by now: that one goes on where it was, and loses nothing.
  const late = await post(`${url}/invite`, { invite: 'arabic' }, headers);
  expect(late.headers.get('set-cookie')).toBeNull();
  expect(await (await fetch(`${url}/?invite=arabic`, { headers })).text()).toContain('Mijn geheim');
});

test.each(['form', 'widget'])(
  'what an invite greeted is answered in a conversation of its own, by the %s',
  async (by) => {
    const { url, chat } = await serve();
    const said = await post(`${url}/?lang=nl`, { say: 'Nederlands', page: 'p1' });
    const headers = { cookie: cookieOf(said), origin: url };
    // The invite's page stood open before the other conversation began in another tab.
    const answered =
      by === 'form'
        ? await post(`${url}/?lang=nl&invite=abc`, { say: 'English', page: 'p2' }, headers)
        : await fetch(`${url}/session`, {
            method: 'POST',
            body: '{"language":"nl","invite":"abc"}',
            headers: { ...headers, 'content-type': 'application/json' },
          });
    expect(chat.openings.map(({ invite }) => invite)).toEqual([undefined, 'abc']);
    expect(chat.talks.get('conversation-1')?.log.filter(({ text }) => text === 'English')).toEqual([]);
    expect(cookieOf(answered)).not.toBe(cookieOf(said));
    // A repeat goes to the same conversation.
    await post(
      `${url}/?lang=nl&invite=abc`,
      { say: 'English', page: 'p2' },
      { cookie: cookieOf(answered), origin: url },
    );
    expect(chat.talks.size).toBe(2);
  },
);

test('who guesses at invites has to wait, whichever way they go in', async () => {
  const { url, chat, lines } = await serve();
  for (let times = 0; times < 20; times += 1) expect((await fetch(`${url}/?invite=guess`)).status).toBe(200);
  const refused = await fetch(`${url}/?invite=guess`);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const start = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const session = await fetch(`${url}/session`, { ...start, body: '{"language":"nl","invite":"guess"}' });
  expect(session.status).toBe(429);
  expect((await post(`${url}/?lang=nl&invite=guess`, { say: 'Nederlands', page: 'p1' })).status).toBe(429);
  expect(chat.talks.size).toBe(0);
  expect(lines.filter((line) => 'guess' in line)).toHaveLength(23);
  // Nobody else at that address is kept out.
  expect((await fetch(`${url}/?lang=nl`)).status).toBe(200);
});

test('a continue link shows one button; only its press brings the conversation to this browser', async () => {
  const { url, chat } = await serve();
  const { conversationId } = await chat.start({ language: 'fr', chosen: true, invite: undefined });
  const shown = await fetch(`${url}/?continue=${conversationId}&lang=fr`);
  const page = await shown.text();
  expect(page).toContain('Continuer votre conversation');
  expect(shown.headers.get('set-cookie')).toBeNull();
  // Other sites learn nothing, and the press still says where it comes from.
  expect(shown.headers.get('referrer-policy')).toBe('same-origin');
  expect(page).not.toContain('name="referrer"');
  expect(
    (await post(`${url}/continue`, { token: conversationId }, { origin: 'https://elsewhere.example.org' })).status,
  ).toBe(403);
  const pressed = await post(`${url}/continue?lang=fr`, { token: conversationId }, { origin: url });
  expect(pressed.status).toBe(303);
  const back = await fetch(new URL(pressed.headers.get('location') ?? '', url), {
    headers: { cookie: cookieOf(pressed) },
  });
  expect(await back.text()).toContain(`"id":"${conversationId}"`);
});

test.each(['old', 'no such link', ''])('a continue link %j opens nothing and says so', async (token) => {
  const { url } = await serve();
  const pressed = await post(`${url}/continue?lang=nl`, { token });
  expect(pressed.status).toBe(410);
  expect(pressed.headers.get('set-cookie')).toBeNull();
  expect(await pressed.text()).toContain('Deze link werkt niet meer');
});
