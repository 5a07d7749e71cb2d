import * as z from 'zod';

/** A map with these keys and no others; for one that is not known, the message lists those that are. */
export const strictMap = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  });

export const text = z.string().min(1);

export const severity = z.enum(['error', 'warning']);

/** The name of a playbook's variable. */
export const variable = z.string().regex(/^[a-z][a-z0-9_]*$/, 'not a valid variable name');
