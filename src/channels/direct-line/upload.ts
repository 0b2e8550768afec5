import { parseJson, type Read } from '../request-body.ts';

const refuse = (status: 400 | 415, code: string, message: string) =>
  ({ is: 'refused', status, code, message }) as const;

/**
 * The activity of a multipart upload. Nothing is uploaded here: files are looked at only for their names and kinds,
 * which the bot is told so that it can say it takes none.
 */
export async function readUpload(
  bytes: Buffer,
  contentType: string | undefined,
  userId: string | undefined,
): Promise<Read<unknown>> {
  if (!/^multipart\/form-data\s*;/i.test(contentType ?? ''))
    return refuse(415, 'UnsupportedMediaType', 'Send multipart/form-data with a part named activity.');
  let form: FormData;
  try {
    const headers = { 'content-type': contentType as string };
    form = await new Request('http://here', { method: 'POST', headers, body: new Uint8Array(bytes) }).formData();
  } catch {
    return refuse(400, 'BadArgument', 'This is not valid multipart/form-data.');
  }
  const part = form.get('activity');
  const activity =
    part === null ? ({ is: 'read', value: { type: 'message' } } as const) : parseJson(await asText(part));
  if (activity.is === 'refused') return activity;
  if (typeof activity.value !== 'object' || activity.value === null)
    return refuse(400, 'BadArgument', 'The part named activity is not an activity.');
  const files = [...form].flatMap(([name, file]) =>
    name !== 'activity' && file instanceof Blob
      ? [{ contentType: file.type || 'application/octet-stream', name: file.name.slice(0, 200) }]
      : [],
  );
  return {
    is: 'read',
    value: {
      ...(userId === undefined ? {} : { from: { id: userId } }),
      ...activity.value,
      ...(files.length === 0 ? {} : { attachments: files.slice(0, 20) }),
    },
  };
}

const asText = async (part: File | string) => (typeof part === 'string' ? part : await part.text());
