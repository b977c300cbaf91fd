import { templateProblem } from '../../../../emulator/services/apigatewayv2/mapping/check-template.ts';
import { evaluateTemplate } from '../../../../emulator/services/apigatewayv2/mapping/evaluate.ts';
import { inputObject, utilObject } from '../../../../emulator/services/apigatewayv2/mapping/gateway-objects.ts';
import { parseTemplate } from '../../../../emulator/services/apigatewayv2/mapping/parse-template.ts';

const BODY = JSON.stringify({ name: 'Ana "A"', age: 7, tags: ['a', 'b'], nested: { deep: [{ x: 1 }] }, none: null });

function rendered(template: string, body = BODY): string {
  const scope = new Map<string, unknown>([
    ['input', inputObject(body)],
    ['util', utilObject],
  ]);
  return evaluateTemplate(parseTemplate(template), scope);
}

test.each([
  // Text and references
  ['plain $5 and # and $ alone', 'plain $5 and # and $ alone'],
  ['$unknown $!unknown.', '$unknown .'],
  ['#set($a = "x")${a}y $a.', 'xy x.'],
  ['a## comment\nb#* more *#c', 'abc'],
  // Input
  ['$input.body', BODY],
  ["$input.path('$.name') $input.path('$.age')", 'Ana "A" 7'],
  ["$input.json('$.name') $input.json('$.nested')", '"Ana \\"A\\"" {"deep":[{"x":1}]}'],
  ["$input.path('$').nested.deep[0].x", '1'],
  ['$input.path("$[\'name\']")', 'Ana "A"'],
  ["[$input.path('$.missing')]", '[]'],
  ["$input.path('$.nested') $input.path('$.tags')", '{deep=[{x=1}]} [a, b]'],
  // Util
  ["$util.escapeJavaScript($input.path('$.name'))", 'Ana \\"A\\"'],
  ['$util.escapeJavaScript("a/b\u00e9")', 'a\\/b\\u00E9'],
  ["$util.urlEncode('a b&c') $util.urlDecode('a+b%26c')", 'a+b%26c a b&c'],
  ["$util.base64Encode('hi') $util.base64Decode('aGk=')", 'aGk= hi'],
  ['#set($o = $util.parseJson(\'{"k": [1, 2]}\'))$o.k[1]', '2'],
  // Directives
  ["#if($input.path('$.age') > 5)old#{else}young#end", 'old'],
  ["#if($input.path('$.none'))x#elseif($input.path('$.age') == 7)seven#else y#end", 'seven'],
  ["#foreach($t in $input.path('$.tags'))$foreach.index:$t#if($foreach.hasNext),#end#end", '0:a,1:b'],
  ['#set($sum = 0)#foreach($n in [1..4])#set($sum = $sum + $n)#end$sum', '10'],
  ['#set($m = {"a": 1})#set($m.b = 2)$m.get("b") $m.keySet() $m.size()', '2 [a, b] 2'],
  ['#set($l = [])#set($ok = $l.add("x"))$l.size() $l[0]', '1 x'],
  ["#foreach($e in $input.path('$').entrySet())#if($e.key == 'age')$e.value#end#end", '7'],
  ['#set($s = "Hello")$s.toUpperCase() $s.length() $s.substring(1, 3) $s.contains("ell")', 'HELLO 5 el true'],
  ['#if(!$nothing && ("a" == "b" || 7 / 2 == 3) && 7 % 2 != 0)yes#end', 'yes'],
])('%s', (template, expected) => {
  expect(rendered(template)).toBe(expected);
});

test('a body that is no JSON is a text', () => {
  expect(rendered("$input.path('$') $input.json('$')", 'hi')).toBe('hi "hi"');
});

test.each([
  ["$input.params('x')", '$input.params() is not supported'],
  ['$util.time.nowISO8601()', 'nowISO8601() is not supported'],
  ['#if($a)#parse("x")#end', 'line 1: the directive #parse is not supported here at "#parse("x")#end"'],
  ['a\n#foreach($x in $y)', 'line 2: #foreach has no #end at ""'],
  ["$input.path('$..x')", 'the JSONPath $..x is not supported: it may name one value only'],
  ['#set($x = )', 'line 1: expected a value at ")"'],
  ['x #end', 'line 1: the directive #end is not supported here at "#end"'],
])('%s is refused: %s', (template, problem) => {
  expect(templateProblem(template)).toBe(problem);
});

test('a template that may be used has no problem', () => {
  expect(templateProblem("#set($x = $input.path('$.a'))$x.size() $context.connectionId")).toBeUndefined();
});
