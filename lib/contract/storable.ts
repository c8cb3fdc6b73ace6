import * as z from 'zod/mini';

/** Text as PostgreSQL can keep it. It holds no NUL; and half of an emoji, which a cut text may end with, stands in no JSON of
 *  its own: it becomes the sign for «unreadable», and the rest of what was typed is kept. */
export const storable = (schema: z.ZodMiniType<string, string>): z.ZodMiniType<string, string> =>
  schema.check(
    z.refine((value) => !value.includes('\0')),
    z.overwrite((value) => value.replace(/\p{Surrogate}/gu, '\ufffd')),
  );
