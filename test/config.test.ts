import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../src/config.ts';

const secret = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('the secrets of endpoints', () => {
  it('are kept by desk, in order; a desk may have two', () => {
    const { webhooks } = parseConfig({
      WEBHOOK_SECRETS: `oss-ghent=${secret(32)}, oss-limburg=${secret(24)} oss-ghent=${secret(64)}`,
      WEBHOOK_ALLOW_HOSTS: 'Desk.internal 10.0.0.8,[fd00::1]',
    });
    expect(webhooks).toEqual({
      secrets: { 'oss-ghent': [secret(32), secret(64)], 'oss-limburg': [secret(24)] },
      allowHosts: ['desk.internal', '10.0.0.8', '[fd00::1]'],
    });
    expect(parseConfig({}).webhooks).toEqual({ secrets: {}, allowHosts: [] });
  });

  it.each([
    ['no desk', secret(32)],
    ['too short', `oss-ghent=${secret(23)}`],
    ['too long', `oss-ghent=${secret(65)}`],
    ['no prefix', `oss-ghent=${secret(32).slice(6)}`],
  ])('are refused with %s, without showing them', (_what, given) => {
    const parse = () => parseConfig({ WEBHOOK_SECRETS: `oss-limburg=${secret(32)},${given}` });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow('WEBHOOK_SECRETS: number 2 must be');
    expect(parse).not.toThrow(given);
  });

  it('know hosts, not addresses', () => {
    expect(() => parseConfig({ WEBHOOK_ALLOW_HOSTS: 'https://desk.internal' })).toThrow('WEBHOOK_ALLOW_HOSTS');
  });
});
