import { z } from 'zod';

/** Text; CloudFormation also takes a number or boolean and writes it out. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A whole or decimal number; CloudFormation also takes it as a string. */
export const number = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^-?\d+(\.\d+)?$/, 'must be a number'),
  ])
  .transform(Number);

/** true or false; CloudFormation also takes the words. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false', 'True', 'False'])])
  .transform((value) => value === true || value === 'true' || value === 'True');

/** Any JSON value, for documents that another parser checks (policies, patterns, definitions). */
export const json = z.json();

/** `Tags: [{Key, Value}]`, as a record. */
export const tags = z
  .array(z.strictObject({ Key: text, Value: text }))
  .transform((list) => Object.fromEntries(list.map(({ Key, Value }) => [Key, Value])));
