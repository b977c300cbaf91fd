import type { ConditionFunction } from './condition-function.ts';

/** `attribute_exists(path)` */
export const attributeExists: ConditionFunction = {
  name: 'attribute_exists',
  operandCount: 1,
  needsPath: true,
  compile:
    ([attribute]) =>
    (item) =>
      attribute?.read(item) !== undefined,
};

/** `attribute_not_exists(path)` */
export const attributeNotExists: ConditionFunction = {
  name: 'attribute_not_exists',
  operandCount: 1,
  needsPath: true,
  compile:
    ([attribute]) =>
    (item) =>
      attribute?.read(item) === undefined,
};
