import { intrinsic } from './intrinsic.ts';

/** `States.MathAdd(a, b)`: the sum of two numbers, each rounded to an integer first (halves up). */
export const mathAdd = intrinsic('States.MathAdd', ['number', 'number'], ([a, b]) => Math.round(a) + Math.round(b));
