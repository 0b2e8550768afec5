/** The schemas as JSON Schema 2020-12, made from the very code that checks what comes in. */
import { z } from 'zod';
import { assessmentSchema } from './assessment.ts';
import { factsSchema } from './facts.ts';
import { referralSchema } from './referral.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** File name under /schemas/ -> JSON Schema. `base` is the public address; with it each schema carries its own `$id`. */
export function publishedSchemas(base?: string): { readonly [file: string]: JsonSchema } {
  const schemas = {
    'referral-1.json': referralSchema,
    'facts-1.json': factsSchema,
    'assessment-1.json': assessmentSchema,
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([file, schema]) => {
      const published: JsonSchema = z.toJSONSchema(schema);
      return [file, base === undefined ? published : { $id: new URL(`/schemas/${file}`, base).href, ...published }];
    }),
  );
}
