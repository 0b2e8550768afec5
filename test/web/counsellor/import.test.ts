import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ABrowser, aBrowser, aCounsellor, type House, linkIn, openHouse } from './house.ts';

const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('clients from a list', () => {
  let house: House;
  let anna: ABrowser;
  beforeAll(async () => {
    house = await openHouse();
    anna = await aCounsellor(house, 'anna@example.org');
  });
  afterAll(() => house.close());

  const send = async (rows: string | Uint8Array, more: { readonly [name: string]: string } = {}) => {
    const body = new FormData();
    body.set('sign', await anna.sign());
    if (typeof rows === 'string') body.set('rows', rows);
    else body.set('file', new File([new Uint8Array(rows)], 'clients.csv', { type: 'text/csv' }));
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    return anna.postFile('/counsellor/import', body);
  };
  const count = async () => Number(/Iedereen \((\d+)\)/.exec(text((await anna.get('/counsellor')).text))?.[1] ?? '0');
  /** Row, column and advice of what is wrong. */
  const problemsIn = (page: string) =>
    [...page.matchAll(/<tr><td>(\d+)<\/td><td>(.*?)<\/td><td>(.*?)<\/td><\/tr>/g)].map(([, row, column, what]) => ({
      row: Number(row),
      column,
      what,
    }));

  it.each([
    ['Dutch, semicolons', 'Cliënt;Taal;Nationaliteit;In België sinds\nA;Arabisch;Syrië;maart 2024\nB;uk;Oekraïne;2025'],
    [
      'English, commas',
      'client,LANGUAGE,Nationality,E-mail\nA,Arabic,"Syria, Iraq",\nB,français,Ukraine,b@example.com',
    ],
    ['ids, tabs', 'label\tlanguage\tdiploma-level\nA\tfa\tmaster\nB\ttr\tbachelor'],
    ['empty rows in between', 'label;language\n\nA;fr\n;\nB;ru\n'],
  ])('reads a list: %s', async (_name, rows) => {
    const before = await count();
    const made = await send(rows);
    expect(made.location).toMatch(/^\/counsellor\/made\/[\w-]{22}$/);
    expect(await count()).toBe(before + 2);
    const page = (await anna.get(made.location ?? '')).text;
    expect(page.match(/\?invite=[\w-]{44}&amp;lang=/g)).toHaveLength(2);
    expect(page.match(/class="reference"[^>]*>[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}</g)).toHaveLength(2);
    expect((await aBrowser(house.url).get(made.location ?? '')).location).toBe('/counsellor');
  });

  it('reads what a spreadsheet in Belgium writes: Windows letters, UTF-16, a byte order mark', async () => {
    const rows = 'Cliënt;Taal\nZoë;Français\n';
    const windows = Uint8Array.from([...rows].map((sign) => sign.codePointAt(0) ?? 0));
    const wide = Buffer.from(`\uFEFF${rows}`, 'utf16le');
    for (const bytes of [windows, wide, Buffer.from(`\uFEFF${rows}`)]) {
      const made = await send(bytes);
      expect(made.status).toBe(303);
      expect((await anna.get(made.location ?? '')).text).toContain('Zoë');
    }
  });

  it('names every row and column that is wrong, says what to write, and keeps nothing', async () => {
    const before = await count();
    const answered = await send(
      [
        'Cliënt;Taal;E-mail;Nationaliteit;Niveau',
        'goed;ar;;Syrië;',
        'taal;klingon;;;',
        'mail;ar;geen adres;;',
        'land;ar;;Atlantis;',
        'begeleider;ar;bert@example.org;;',
        'te veel;ar;;;;x',
      ].join('\n'),
    );
    expect(answered.status).toBe(400);
    expect(problemsIn(answered.text)).toMatchObject([{ row: 1, column: 'Niveau' }]);

    const again = await send(
      [
        'Cliënt;Taal;E-mail;Nationaliteit',
        'goed;ar;;Syrië',
        'taal;klingon;;',
        'mail;ar;geen adres;',
        'land;ar;;Atlantis',
        'te veel;ar;;;x',
      ].join('\n'),
    );
    expect(problemsIn(again.text)).toMatchObject([
      { row: 3, column: 'Taal', what: expect.stringContaining('nl, en, fr, ar') },
      { row: 4, column: 'E-mail', what: expect.stringContaining('naam@example.org') },
      { row: 5, column: 'Nationaliteit', what: expect.stringContaining('Typ een land') },
      { row: 6, column: '', what: expect.stringContaining('meer vakken') },
    ]);
    expect(again.text).toContain('taal;klingon'); // what was pasted is still there
    expect(await count()).toBe(before);
  });

  it.each([
    ['nothing', '', /kolom ontbreekt/],
    ['a header alone', 'label;language', /niemand in de lijst/],
    ['no language', 'label\nA', /kolom ontbreekt/],
    ['a column twice', 'label;label;language\nA;B;fr', /twee keer/],
    ['an open quotation mark', 'label;language\n"A;fr', /geen CSV/],
    ['too many', `label;language\n${'x;fr\n'.repeat(201)}`, /Hoogstens 200/],
  ])('refuses a list with %s', async (_name, rows, why) => {
    const before = await count();
    const answered = await send(rows);
    expect(answered.status).toBe(400);
    expect(text(answered.text)).toMatch(why);
    expect(await count()).toBe(before);
  });

  it('refuses what is too large or no form', async () => {
    expect((await send('x'.repeat(300_000))).status).toBe(413);
    expect((await send('x'.repeat(700_000))).status).toBe(413);
    const broken = await fetch(`${house.url}/counsellor/import`, {
      method: 'POST',
      body: 'not a form',
      headers: {
        'content-type': 'multipart/form-data; boundary=x',
        origin: house.url,
        cookie: [...anna.cookies].map((pair) => pair.join('=')).join('; '),
      },
    });
    expect(broken.status).toBe(400);
    expect((await anna.postFile('/counsellor/import', new FormData())).status).toBe(403); // no sign
  });

  it('keeps two hundred at once, and once when it is posted twice', async () => {
    const before = await count();
    const once = 'a-form-of-its-own-1234';
    const rows = `label;language\n${Array.from({ length: 200 }, (_, at) => `c${at};fr`).join('\n')}`;
    expect((await send(rows, { once })).location).toBe(`/counsellor/made/${once}`);
    expect((await send(rows, { once })).location).toBe(`/counsellor/made/${once}`);
    expect(await count()).toBe(before + 200);
    expect((await anna.get(`/counsellor/made/${once}`)).text.match(/class="link"/g)).toHaveLength(200);
  }, 120_000);

  it('mails those with an address where that is asked', async () => {
    await send('label;language;email\nA;fr;listed@example.com\nB;fr;', { mail: 'yes' });
    const [letter] = await house.lettersTo('listed@example.com', 1);
    expect(linkIn(letter)).toMatch(/\?invite=[\w-]{44}&lang=fr$/);
  });

  it.each(['nl', 'en', 'fr'])('gives a sample that it reads itself, in %s', async (language) => {
    await anna.press('/counsellor/account', { name: 'anna', organisation: 'X', language });
    const sample = await anna.get('/counsellor/import/sample.csv');
    expect(sample.headers.get('content-disposition')).toContain('attachment');
    const before = (await anna.get('/counsellor/clients.csv')).text.split('\n').length;
    const made = await send(sample.text);
    expect(problemsIn(made.text)).toEqual([]);
    expect(made.status).toBe(303);
    expect((await anna.get('/counsellor/clients.csv')).text.split('\n').length).toBe(before + 2);
    await anna.press('/counsellor/account', { name: 'anna', organisation: 'X', language: 'nl' });
  });

  it('exports a list in which no cell is a formula', async () => {
    await send('label;language\n"=HYPERLINK(""http://x"")";fr\n@sum;fr\n+32;fr\n"a;b";fr');
    const { text: csv } = await anna.get('/counsellor/clients.csv');
    const cells = csv.replace('\uFEFF', '').split(/[;\r\n]+/);
    expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(csv).toContain('"a;b"');
  });
});
