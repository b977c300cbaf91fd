import { dictionary, type Language, vocabulary } from './language.ts';
import { SPANISH_SYNONYMS } from './spanish-synonyms.ts';

const words = (text: string) => text.trim().split(/\s+/);

const COMMON = words(`
  a al ante con contra de del desde e el ella ellas ello ellos en entre esa ese eso esas esos esta este esto estas estos hacia hasta
  la las le les lo los me mi mis mio mia nos nosotros nuestro nuestra o os para pero por porque que quien quienes se si sin sobre su sus
  te ti tu tus tuyo un una uno unos unas usted ustedes vosotros y yo ya no ni mas muy tan tambien solo aqui ahi alli ahora entonces
  cual cuales cuando cuanto cuanta cuantos como donde cosa cosas algo todo toda todos todas
  soy eres es somos son era fue ser sido estoy estas esta estamos estan estar estaba
  he has ha hemos han haber hay tengo tienes tiene tenemos tienen tener puedo puedes puede podemos pueden poder podria podrias
  quiero quieres quiere queremos quieren querer quisiera gustaria necesito necesita necesitamos hago haces hace hacer hacen
  va van voy vamos ir dar dame das da decir dime di dice ver veo requiero echar echas echa poco saber sabes sabe se deseo
`);

const COURTESIES = words(`
  favor porfavor porfa gracias hola oye oiga oigan disculpa disculpe perdon bueno pues vale ok este eh ah
  amigo amiga amigos gente todos señor senor senora hoy nuevo
`);

const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(q|k|ke)\b/g, 'que'],
  [/\bxq\b/g, 'porque'],
  [/\b(x|xfa|xfavor|porfis)\b/g, 'por favor'],
  [/\btoy\b/g, 'estoy'],
];

/** What is written in several ways and sounds alike in most of the Spanish-speaking world; h is silent. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ch/g, 'C'],
  [/h/g, ''],
  [/qu(?=[ei])/g, 'k'],
  [/c(?=[ei])|z/g, 's'],
  [/c/g, 'k'],
  [/ll/g, 'y'],
  [/v/g, 'b'],
  [/g(?=[ei])/g, 'j'],
  [/y$/g, 'i'],
];

/** Pronouns that are written together with a verb: ayúda-me, decir-te, enviár-me-lo. */
const ENCLITIC =
  /^(.{2,}(?:[aei]r|[aei]ndo))(?:me|te|se|nos|le|les)?(?:lo|la|los|las)?$|^(.{2,}[aei])n?(?:me|nos)(?:lo|la|los|las)?$/;

function withoutPronouns(word: string): string {
  const found = ENCLITIC.exec(word);
  return found?.[1] ?? found?.[2] ?? word;
}

/** @param stem of one word; the stemmer is loaded with the first bot that speaks Spanish */
export const spanish = (stem: (word: string) => string): Language => ({
  code: 'es',
  stem: (word) => stem(withoutPronouns(word)),
  sound: (word) => SOUNDS.reduce((sound, [written, spoken]) => sound.replace(written, spoken), word),
  expand: (text) => SHORT_FORMS.reduce((result, [short, long]) => result.replace(short, long), text),
  common: new Set(COMMON),
  courtesies: new Set(COURTESIES),
  synonyms: SPANISH_SYNONYMS,
  vocabulary: vocabulary(COMMON, COURTESIES, SPANISH_SYNONYMS),
  leadIns: [
    'es',
    'seria',
    'soy',
    'me llamo',
    'mi nombre es',
    'vivo en',
    'soy de',
    'estoy en',
    'quiero',
    'quisiera',
    'necesito',
    'para',
    'desde',
    'de',
    'a',
    'en',
    'el',
    'la',
    'los',
    'las',
    'mi',
    'un',
    'una',
    'el de',
    'la de',
    'sobre mi',
  ],
  yes: [
    'si',
    'claro',
    'claro que si',
    'por supuesto',
    'correcto',
    'asi es',
    'exacto',
    'de acuerdo',
    'vale',
    'ok',
    'okay',
    'esta bien',
    'adelante',
    'confirmo',
    'confirmar',
    'afirmativo',
    'desde luego',
    'obvio',
    'dale',
    'sip',
    'eso es',
    's',
  ],
  no: [
    'no',
    'nop',
    'para nada',
    'claro que no',
    'de ninguna manera',
    'nunca',
    'incorrecto',
    'no es correcto',
    'esta mal',
    'negativo',
    'mejor no',
    'cancelar',
    'cancela',
    'que va',
    'n',
  ],
  maybe: ['quizas', 'quiza', 'tal vez', 'a lo mejor', 'puede ser', 'posiblemente'],
  unsure: ['no se', 'no lo se', 'no estoy seguro', 'no estoy segura', 'ni idea', 'no tengo idea'],
  numbers: {
    values: dictionary({
      cero: 0,
      un: 1,
      uno: 1,
      una: 1,
      dos: 2,
      tres: 3,
      cuatro: 4,
      cinco: 5,
      seis: 6,
      siete: 7,
      ocho: 8,
      nueve: 9,
      diez: 10,
      once: 11,
      doce: 12,
      trece: 13,
      catorce: 14,
      quince: 15,
      dieciseis: 16,
      diecisiete: 17,
      dieciocho: 18,
      diecinueve: 19,
      veinte: 20,
      veintiun: 21,
      veintiuno: 21,
      veintiuna: 21,
      veintidos: 22,
      veintitres: 23,
      veinticuatro: 24,
      veinticinco: 25,
      veintiseis: 26,
      veintisiete: 27,
      veintiocho: 28,
      veintinueve: 29,
      treinta: 30,
      cuarenta: 40,
      cincuenta: 50,
      sesenta: 60,
      setenta: 70,
      ochenta: 80,
      noventa: 90,
      cien: 100,
      ciento: 100,
      doscientos: 200,
      doscientas: 200,
      trescientos: 300,
      trescientas: 300,
      cuatrocientos: 400,
      cuatrocientas: 400,
      quinientos: 500,
      quinientas: 500,
      seiscientos: 600,
      seiscientas: 600,
      setecientos: 700,
      setecientas: 700,
      ochocientos: 800,
      ochocientas: 800,
      novecientos: 900,
      novecientas: 900,
    }),
    factors: dictionary({ mil: 1_000, millon: 1_000_000, millones: 1_000_000 }),
    joints: ['y'],
  },
  calendar: {
    months: words('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
    weekdays: words('domingo lunes martes miercoles jueves viernes sabado'),
    days: { hoy: 0, 'esta noche': 0, 'pasado mañana': 2, 'pasado manana': 2, manana: 1, ayer: -1, anteayer: -2 },
    next: ['proximo', 'este', 'siguiente'],
    last: ['pasado', 'ultimo'],
    hours: { mediodia: 720, medianoche: 0 },
    morning: ['am', 'a.m', 'manana', 'madrugada'],
    afternoon: ['pm', 'p.m', 'tarde', 'noche'],
    units: dictionary({
      ano: 'Y',
      anos: 'Y',
      mes: 'M',
      meses: 'M',
      semana: 'W',
      semanas: 'W',
      dia: 'D',
      dias: 'D',
      hora: 'TH',
      horas: 'TH',
      minuto: 'TM',
      minutos: 'TM',
      segundo: 'TS',
      segundos: 'TS',
    }),
    ahead: ['en', 'dentro de'],
    ago: ['hace'],
  },
});
