import { confirmationKind } from './confirmation.ts';
import { dateKind } from './dates.ts';
import { durationKind } from './durations.ts';
import { numberKind, percentageKind } from './numbers.ts';
import { openKind } from './open.ts';
import { alphaNumericKind, emailKind, phoneKind, ukPostalCodeKind } from './patterns.ts';
import type { SlotKind } from './slot-value.ts';
import { timeKind } from './times.ts';

const NAME_WORDS = 4;
const FREE_WORDS = Number.POSITIVE_INFINITY;

/** https://docs.aws.amazon.com/lexv2/latest/dg/howitworks-builtins-slots.html: those that are there. */
const BUILT_IN: Readonly<Record<string, SlotKind>> = {
  'AMAZON.AlphaNumeric': alphaNumericKind(),
  'AMAZON.City': openKind(NAME_WORDS),
  'AMAZON.Confirmation': confirmationKind,
  'AMAZON.Country': openKind(NAME_WORDS),
  'AMAZON.Date': dateKind,
  'AMAZON.Duration': durationKind,
  'AMAZON.EmailAddress': emailKind,
  'AMAZON.FirstName': openKind(NAME_WORDS),
  'AMAZON.FreeFormInput': openKind(FREE_WORDS),
  'AMAZON.LastName': openKind(NAME_WORDS),
  'AMAZON.Number': numberKind,
  'AMAZON.Percentage': percentageKind,
  'AMAZON.PhoneNumber': phoneKind,
  'AMAZON.State': openKind(NAME_WORDS),
  'AMAZON.StreetName': openKind(NAME_WORDS),
  'AMAZON.Time': timeKind,
  'AMAZON.UKPostalCode': ukPostalCodeKind,
};

export const isBuiltInName = (name: string): boolean => name.startsWith('AMAZON.');

export const isBuiltIn = (name: string): boolean => Object.hasOwn(BUILT_IN, name);

export const builtInKind = (name: string): SlotKind | undefined => BUILT_IN[name];

export const builtInNames = (): string[] => Object.keys(BUILT_IN);
