/** The published description of the API, made from the very schemas that judge what comes in. */
import { z } from 'zod';
import type { ApiSchemas } from './ports.ts';

type Json = { readonly [key: string]: unknown };

/** A zod schema as JSON Schema 2020-12; what JSON Schema cannot say (a transform, a refinement) is left open. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest;
};

/** The JSON Schema of a referral, as desks' systems validate it. `id` is its own address. */
export const referralSchema = (schemas: ApiSchemas, id: string): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: id,
  title: 'Referral',
  ...schemaOf(schemas.referral, 'output'),
});

const PROBLEM: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        problems: {
          type: 'array',
          items: {
            type: 'object',
            required: ['path', 'message'],
            properties: { path: { type: 'string' }, message: { type: 'string' } },
          },
        },
      },
    },
  },
};

const json = (schema: Json): Json => ({ 'application/json': { schema } });
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const problem = (description: string): Json => ({ description, content: json(ref('Problem')) });

/** OpenAPI 3.1 for what other systems may call. */
export const openApi = (schemas: ApiSchemas, publicUrl: string): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Wegwijzer',
    version: '1',
    description: 'From what is known of a newcomer to where they can go, with the reasons and their sources.',
    license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
  },
  servers: [{ url: publicUrl }],
  paths: {
    '/api/v1/assessments': {
      post: {
        operationId: 'assess',
        summary: 'Judges facts by the rules. Stores nothing.',
        requestBody: { required: true, content: json(ref('Facts')) },
        responses: {
          200: { description: 'The assessment', content: json(ref('Assessment')) },
          400: problem('The body is no JSON, or facts have unknown keys or values; `problems` names each of them'),
          413: problem('The body is too large'),
          415: problem('The body is not application/json, or it is compressed'),
        },
      },
    },
    '/api/v1/referrals/{reference}': {
      get: {
        operationId: 'referralStatus',
        summary: 'Where a referral stands, for the counsellor who forwarded the client.',
        security: [{ counsellor: [] }],
        parameters: [{ name: 'reference', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: { description: 'The status', content: json(ref('ReferralStatus')) },
          401: problem('No bearer token, or one that is not valid (any more)'),
          404: problem('There is no such referral of this counsellor: none, or somebody else’s'),
          429: problem('Too many wrong tries from this address; Retry-After says how many seconds to wait'),
        },
      },
    },
    '/schemas/referral-1.json': {
      get: {
        operationId: 'referralSchema',
        summary: 'The JSON Schema of the referral that a desk receives',
        responses: { 200: { description: 'JSON Schema 2020-12', content: { 'application/schema+json': {} } } },
      },
    },
    '/healthz': {
      get: {
        operationId: 'alive',
        summary: 'Whether the process lives',
        responses: { 200: { description: 'It does' } },
      },
    },
    '/readyz': {
      get: {
        operationId: 'ready',
        summary: 'Whether the database answers',
        responses: { 200: { description: 'It does' }, 503: { description: 'It does not' } },
      },
    },
  },
  components: {
    schemas: {
      Facts: schemaOf(schemas.facts, 'input'),
      Assessment: schemaOf(schemas.assessment, 'output'),
      ReferralStatus: schemaOf(schemas.referralStatus, 'output'),
      Problem: PROBLEM,
    },
    securitySchemes: {
      counsellor: { type: 'http', scheme: 'bearer', description: 'Made and revoked on the counsellor’s page.' },
    },
  },
});
