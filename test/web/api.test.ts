/** The API for other systems over real HTTP. The rules behind it are tested where they live. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mountApi } from '../../src/web/api.ts';
import { serve } from './serve.ts';

const facts = z.strictObject({
  postcode: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
});
const schemas = {
  facts,
  assessment: z.object({ rules: z.string() }),
  referral: z.object({ schema: z.literal('wegwijzer/referral-1'), reference: z.string() }),
  referralStatus: z.strictObject({ reference: z.string() }),
};

const served = () =>
  serve({
    mount: (server) =>
      mountApi(server, {
        schemas,
        publicUrl: 'https://wegwijzer.example.org/',
        assessFacts(body) {
          const parsed = facts.safeParse(body);
          if (parsed.success) return { ok: true, assessment: { rules: '2026-11' } as never };
          return {
            ok: false,
            problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
          };
        },
      }),
  });

const post = (url: string, body: string, type = 'application/json') =>
  fetch(`${url}/api/v1/assessments`, { method: 'POST', body, headers: { 'content-type': type } });

test('facts in, an assessment out', async () => {
  const { url } = await served();
  const response = await post(url, '{"postcode":"9000"}');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ rules: '2026-11' });
});

test('every problem with the facts is named', async () => {
  const { url } = await served();
  const response = await post(url, '{"postcode":"90","shoe size":44}');
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as {
    error: { code: string; problems: { path: string; message: string }[] };
  };
  expect(error.code).toBe('InvalidFacts');
  expect(error.problems).toEqual([
    { path: 'postcode', message: expect.any(String) },
    { path: '', message: expect.stringContaining('shoe size') },
  ]);
});

test.each([
  { body: '{', type: 'application/json', status: 400 },
  { body: '[]', type: 'application/json', status: 400 },
  { body: 'null', type: 'application/json', status: 400 },
  { body: '{}', type: 'text/plain', status: 415 },
  { body: JSON.stringify({ postcode: 'x'.repeat(70_000) }), type: 'application/json', status: 413 },
])('a body of $type like %# is a $status', async ({ body, type, status }) => {
  const { url } = await served();
  expect((await post(url, body, type)).status).toBe(status);
});

test('the published schema validates a referral and names itself', async () => {
  const { url } = await served();
  const response = await fetch(`${url}/schemas/referral-1.json`);
  expect(response.headers.get('content-type')).toBe('application/schema+json');
  const schema = (await response.json()) as { $id: string };
  expect(schema.$id).toBe('https://wegwijzer.example.org/schemas/referral-1.json');
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate({ schema: 'wegwijzer/referral-1', reference: 'K' })).toBe(true);
  expect(validate({ schema: 'other', reference: 'K' })).toBe(false);
});

test('the OpenAPI description knows the facts and where the server is', async () => {
  const { url } = await served();
  const description = (await (await fetch(`${url}/openapi.json`)).json()) as {
    servers: object[];
    components: { schemas: { Facts: object } };
  };
  expect(description.servers).toEqual([{ url: 'https://wegwijzer.example.org' }]);
  expect(description.components.schemas.Facts).toMatchObject({
    additionalProperties: false,
    properties: { postcode: {} },
  });
});
