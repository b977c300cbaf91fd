import { TYPES, typeOf } from '../../values/value.ts';
import { invalidExpression } from '../expression-error.ts';
import { wrongOperandType } from '../operand.ts';
import type { ConditionFunction } from './condition-function.ts';

/** `attribute_type(path, :type)` */
export const attributeType: ConditionFunction = {
  name: 'attribute_type',
  operandCount: 2,
  needsPath: true,
  compile([attribute, name], kind) {
    const constant = name?.constant;
    if (!constant || !('S' in constant)) {
      throw wrongOperandType(kind, 'attribute_type', constant ? typeOf(constant) : '{DOCUMENT_PATH}');
    }
    const type = TYPES.find((known) => known === constant.S);
    if (!type) {
      throw invalidExpression(
        kind,
        `Invalid attribute type name found; type: ${constant.S}, valid types: {${TYPES.join(',')}}`,
      );
    }
    return (item) => {
      const value = attribute?.read(item);
      return value !== undefined && typeOf(value) === type;
    };
  },
};
