import { stringify } from '../json.ts';
import { intrinsic } from './intrinsic.ts';

/** `States.JsonToString(value)`: the value as compact JSON text. */
export const jsonToString = intrinsic('States.JsonToString', ['any'], ([value]) => stringify(value));
