import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { ClaimsIdentity } from 'botframework-connector';
import { expect, it } from 'vitest';
import { CachingAuthentication } from '../../src/channels/caching-authentication.ts';

const authentication = () =>
  new CachingAuthentication(
    {},
    new ConfigurationServiceClientCredentialFactory({ MicrosoftAppId: 'app', MicrosoftAppPassword: 'secret' }),
  );
const claimsFor = (app: string) => new ClaimsIdentity([{ type: 'aud', value: app }], true);
const URL = 'https://smba.example.org/emea/';

it('keeps one connector per app id, address and audience', async () => {
  const auth = authentication();
  const make = (app: string, url: string, audience: string) =>
    auth.createConnectorFactory(claimsFor(app)).create(url, audience);
  const first = await make('app', URL, 'a');
  expect(await make('app', URL, 'a')).toBe(first);
  for (const [app, url, audience] of [
    ['app', `${URL}x`, 'a'],
    ['app', URL, 'b'],
  ] as const)
    expect(await make(app, url, audience)).not.toBe(first);
  await expect(make('other', URL, 'a')).rejects.toThrow();
  await expect(make('other', URL, 'a')).rejects.toThrow();
});

it('keeps one token client per app id', async () => {
  const auth = authentication();
  const first = await auth.createUserTokenClient(claimsFor('app'));
  expect(await auth.createUserTokenClient(claimsFor('app'))).toBe(first);
});

it('forgets the address unused longest, so that made-up addresses fill no memory', async () => {
  const auth = authentication();
  const make = (url: string) => auth.createConnectorFactory(claimsFor('app')).create(url, 'a');
  const [often, once] = [await make(`${URL}often`), await make(`${URL}once`)];
  for (let n = 0; n < 99; n++) {
    await make(`${URL}${n}`);
    await make(`${URL}often`);
  }
  expect(await make(`${URL}often`)).toBe(often);
  expect(await make(`${URL}once`)).not.toBe(once);
});
