import { and } from './and.ts';
import { base64 } from './base64.ts';
import { cidr } from './cidr.ts';
import { contains } from './contains.ts';
import { eachMemberEquals } from './each-member-equals.ts';
import { eachMemberIn } from './each-member-in.ts';
import { equals } from './equals.ts';
import { findInMap } from './find-in-map.ts';
import { getAtt } from './get-att.ts';
import { getAzs } from './get-azs.ts';
import { getStackOutput } from './get-stack-output.ts';
import { ifFunction } from './if.ts';
import { importValue } from './import-value.ts';
import type { Intrinsic } from './intrinsic.ts';
import { join } from './join.ts';
import { length } from './length.ts';
import { not } from './not.ts';
import { or } from './or.ts';
import { ref } from './ref.ts';
import { select } from './select.ts';
import { split } from './split.ts';
import { sub } from './sub.ts';
import { toJsonString } from './to-json-string.ts';
import { transform } from './transform.ts';

/** Every intrinsic function, by the name that templates use. */
export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map(
  [
    and,
    base64,
    cidr,
    contains,
    eachMemberEquals,
    eachMemberIn,
    equals,
    findInMap,
    getAtt,
    getAzs,
    getStackOutput,
    ifFunction,
    importValue,
    join,
    length,
    not,
    or,
    ref,
    select,
    split,
    sub,
    toJsonString,
    transform,
  ].map((intrinsic) => [intrinsic.name, intrinsic]),
);
