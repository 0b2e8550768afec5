import { describe, expect, it } from 'vitest';
import { isContractQuestion, type QuestionId } from '../../src/domain/questions.ts';
import { LANGUAGES, type Language } from '../../src/domain/referral.ts';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { TODAY } from './scores.ts';

const tables = loadTables();
const interpret = createInterpret(tables);
const hear = (question: QuestionId, text: string, language: Language) =>
  interpret(question, text, { language, today: TODAY });

describe('a wish to change an answer', () => {
  it.each([
    ['nl', 'wijzig nationaliteit', 'nationalities'],
    ['nl', 'verander postcode', 'location'],
    ['en', 'change my nationality', 'nationalities'],
    ['en', 'I want to change my diploma', 'diploma-level'],
    ['en', 'change my diploma country', 'diploma-country'],
    ['fr', 'changer ma nationalité', 'nationalities'],
    ['fr', 'modifier mon code postal', 'location'],
    ['es', 'cambiar mi nacionalidad', 'nationalities'],
    ['ar', 'تغيير الجنسية', 'nationalities'],
    ['tr', 'uyruğumu değiştirmek istiyorum', 'nationalities'],
    ['ru', 'изменить гражданство', 'nationalities'],
    ['uk', 'змінити індекс', 'location'],
    ['fa', 'تغییر ملیت', 'nationalities'],
  ] as const)('goes straight to what it names (%s: %s)', (language, text, target) => {
    expect(interpret('residence-status', text, { language, today: TODAY })).toEqual({
      is: 'interrupt',
      what: 'change',
      target,
    });
  });

  it('names nothing where only the answer is named', () => {
    expect(interpret('residence-status', 'change my answer', { language: 'en', today: TODAY })).toEqual({
      is: 'interrupt',
      what: 'change',
    });
  });
});

/** How people say "change", with the answer in its place. */
const CHANGES: { readonly [language in Language]: readonly string[] } = {
  nl: ['wijzig %', 'verander mijn %', 'ik wil mijn % wijzigen', '% aanpassen'],
  en: ['change %', 'change my %', 'edit %', 'I want to change my %'],
  fr: ['changer %', 'modifier mon %', 'je veux changer %'],
  ar: ['تغيير %', 'غير %', 'أريد تغيير %', 'تعديل %'],
  tr: ['% değiştir', '% değiştirmek istiyorum', 'değiştir %', '% düzelt'],
  ru: ['изменить %', 'хочу изменить %', 'поменять %'],
  uk: ['змінити %', 'хочу змінити %', 'поміняти %'],
  fa: ['تغییر %', '% را تغییر بده', 'می‌خواهم % را عوض کنم'],
  es: ['cambiar %', 'cambiar mi %', 'quiero cambiar %', 'modificar %'],
};
/** Steps, and no answers that can be changed. */
const STEPS = ['review', 'share'];

describe('the name of an answer on the cards, with a word for changing', () => {
  it.each(LANGUAGES)('goes to that question where anything could be the answer (%s)', (language) => {
    const names = Object.entries(tables.labels[language] ?? {}).flatMap(([key, name]) => {
      const id = /^([a-z0-9-]+)\.short$/.exec(key)?.[1];
      return id === undefined || !isContractQuestion(id) || STEPS.includes(id)
        ? []
        : [{ id, name: name.toLowerCase() }];
    });
    expect(names.length).toBeGreaterThanOrEqual(24);
    const others = names.flatMap(({ id, name }) =>
      CHANGES[language].flatMap((change) =>
        (['review', 'name', 'documents'] as const).flatMap((question) => {
          const text = change.replace('%', name);
          const heard = hear(question, text, language);
          return heard.is === 'interrupt' && heard.what === 'change' && heard.target === id
            ? []
            : [{ question, text, heard }];
        }),
      ),
    );
    expect(others).toEqual([]);
  });

  it.each([
    ['nl', 'wijzig mijn gewenste werk', 'target-occupation'],
    ['nl', 'verander mijn werk nu', 'work-situation'],
    ['nl', 'wijzig het land van mijn diploma', 'diploma-country'],
    ['nl', 'verander werk op mijn niveau', 'wants-work-at-level'],
    ['nl', 'wijzig wat moeilijk is', 'obstacles'],
    ['nl', 'wijzig mijn hoogste diploma', 'diploma-level'],
    ['nl', 'verander hoe ik te bereiken ben', 'reach'],
    ['nl', 'wijzig sinds wanneer ik in België ben', 'in-belgium-since'],
    ['nl', 'wijzig mijn bewijs van mijn diploma', 'diploma-proof'],
    ['nl', 'wijzig huidig werk', 'work-situation'],
    ['nl', 'verander mijn plannen', 'goal'],
    ['en', 'change the work I want', 'target-occupation'],
    ['en', 'change work at my level', 'wants-work-at-level'],
    ['en', 'change my highest diploma', 'diploma-level'],
    ['en', 'change the country of my diploma', 'diploma-country'],
    ['en', 'change my current work', 'work-situation'],
    ['en', 'change how to reach me', 'reach'],
    ['en', 'change where I live', 'location'],
    ['en', 'change my field of study', 'study-field'],
    ['en', 'change when I came to Belgium', 'in-belgium-since'],
    ['en', 'change my papers', 'documents'],
    ['en', 'change my plans', 'goal'],
    ['fr', 'changer mon travail souhaité', 'target-occupation'],
    ['fr', 'changer travail à mon niveau', 'wants-work-at-level'],
    ['fr', 'modifier mon plus haut diplôme', 'diploma-level'],
    ['fr', 'changer le pays de mon diplôme', 'diploma-country'],
    ['fr', 'changer mon travail actuel', 'work-situation'],
    ['fr', 'modifier mon lieu de vie', 'location'],
    ['fr', 'changer mes papiers', 'documents'],
    ['fr', 'changer mes études', 'study-field'],
    ['es', 'cambiar mi trabajo deseado', 'target-occupation'],
    ['es', 'cambiar trabajo a mi nivel', 'wants-work-at-level'],
    ['es', 'cambiar mi título más alto', 'diploma-level'],
    ['es', 'cambiar el país de mi título', 'diploma-country'],
    ['es', 'cambiar mi trabajo de ahora', 'work-situation'],
    ['es', 'cambiar el lugar donde vivo', 'location'],
    ['es', 'cambiar mis papeles', 'documents'],
    ['es', 'cambiar mis estudios', 'study-field'],
    ['ar', 'تغيير عملي المطلوب', 'target-occupation'],
    ['ar', 'غير العمل المطلوب', 'target-occupation'],
    ['ar', 'تغيير أعلى شهادة', 'diploma-level'],
    ['ar', 'تغيير مكان سكني', 'location'],
    ['ar', 'تغيير دراستي', 'study-field'],
    ['ar', 'تغيير خطتي', 'goal'],
    ['ar', 'تغيير أوراقي', 'documents'],
    ['ar', 'تغيير بلد شهادتي', 'diploma-country'],
    ['ar', 'تغيير عملي الآن', 'work-situation'],
    ['ar', 'تغيير مستوى الهولندية', 'dutch-level'],
    ['ar', 'تغيير عمل بمستواي', 'wants-work-at-level'],
    ['tr', 'istenen işi değiştir', 'target-occupation'],
    ['tr', 'istediğim işi değiştir', 'target-occupation'],
    ['tr', 'seviyeme uygun işi değiştir', 'wants-work-at-level'],
    ['tr', 'en yüksek diplomamı değiştir', 'diploma-level'],
    ['tr', 'diplomamın ülkesini değiştir', 'diploma-country'],
    ['tr', 'şimdiki işimi değiştir', 'work-situation'],
    ['tr', "Belçika'ya gelişimi değiştir", 'in-belgium-since'],
    ['tr', 'Hollandacamı değiştir', 'dutch-level'],
    ['tr', 'Hollandaca seviyemi değiştir', 'dutch-level'],
    ['tr', 'adımı değiştir', 'name'],
    ['tr', 'yaşadığım yeri değiştir', 'location'],
    ['tr', 'belgelerimi değiştir', 'documents'],
    ['tr', 'planımı değiştir', 'goal'],
    ['tr', 'eğitim alanımı değiştir', 'study-field'],
    ['ru', 'изменить желаемую работу', 'target-occupation'],
    ['ru', 'изменить страну диплома', 'diploma-country'],
    ['ru', 'изменить самый высокий диплом', 'diploma-level'],
    ['ru', 'изменить нидерландский язык', 'dutch-level'],
    ['ru', 'изменить работу на своём уровне', 'wants-work-at-level'],
    ['ru', 'изменить работу сейчас', 'work-situation'],
    ['ru', 'изменить место жительства', 'location'],
    ['ru', 'изменить уровень нидерландского', 'dutch-level'],
    ['ru', 'изменить мои документы', 'documents'],
    ['ru', 'изменить документы на проживание', 'residence-status'],
    ['ru', 'изменить признание диплома', 'recognition'],
    ['ru', 'изменить дату приезда в Бельгию', 'in-belgium-since'],
    ['uk', 'змінити бажану роботу', 'target-occupation'],
    ['uk', 'змінити країну диплома', 'diploma-country'],
    ['uk', 'змінити найвищий диплом', 'diploma-level'],
    ['uk', 'змінити нідерландську мову', 'dutch-level'],
    ['uk', 'змінити роботу на своєму рівні', 'wants-work-at-level'],
    ['uk', 'змінити роботу зараз', 'work-situation'],
    ['uk', 'змінити місце проживання', 'location'],
    ['uk', 'змінити рівень нідерландської', 'dutch-level'],
    ['uk', 'змінити мої документи', 'documents'],
    ['uk', 'змінити документи на проживання', 'residence-status'],
    ['uk', 'змінити визнання диплома', 'recognition'],
    ['uk', 'змінити мій план', 'goal'],
    ['fa', 'شغل دلخواهم را تغییر بده', 'target-occupation'],
    ['fa', 'محل زندگی‌ام را تغییر بده', 'location'],
    ['fa', 'تغییر کار در سطح خودم', 'wants-work-at-level'],
    ['fa', 'تغییر بالاترین مدرکم', 'diploma-level'],
    ['fa', 'تغییر کشور مدرکم', 'diploma-country'],
    ['fa', 'تغییر کار فعلی‌ام', 'work-situation'],
    ['fa', 'سطح هلندی را تغییر بده', 'dutch-level'],
    ['fa', 'تغییر مدارکم', 'documents'],
    ['fa', 'تغییر برنامه‌ام', 'goal'],
    ['fa', 'تغییر رشته تحصیلی‌ام', 'study-field'],
  ] as const)('is known as a sentence bends it, and in other words (%s: %s)', (language, text, target) => {
    for (const question of ['review', 'name'] as const)
      expect(hear(question, text, language), question).toEqual({ is: 'interrupt', what: 'change', target });
  });
});

describe('a change of one’s Dutch', () => {
  it.each([
    ['en', 'change to Dutch'],
    ['en', 'change language to Dutch'],
    ['nl', 'verander naar Nederlands'],
    ['es', 'cambiar a neerlandés'],
    ['tr', 'dili Hollandacaya değiştir'],
    ['ar', 'غير اللغة للهولندية'],
    ['ru', 'поменять язык на нидерландский'],
    ['uk', 'змінити мову на нідерландську'],
    ['fa', 'زبان را به هلندی تغییر بده'],
  ] as const)('is another thing than going on in Dutch (%s: %s)', (language, text) => {
    expect(hear('review', text, language)).toEqual({ is: 'interrupt', what: 'language:nl' });
  });

  it('can be asked for only once there is an answer', () => {
    expect(hear('nationalities', 'change Dutch', 'en')).toEqual({ is: 'interrupt', what: 'language:nl' });
    const change = { is: 'interrupt', what: 'change', target: 'dutch-level' };
    expect(hear('work-situation', 'change Dutch', 'en')).toEqual(change);
  });
});

describe('a word for changing', () => {
  it.each([
    ['tr', 'uygun olan her şeyi değiştir'],
    ['en', 'ok change'],
    ['en', 'fine, change it later'],
    ['ru', 'поменять всё хорошо'],
    ['nl', 'verander mijn schoenen'],
  ] as const)('never says that all is right (%s: %s)', (language, text) => {
    expect(hear('review', text, language)).toEqual({ is: 'interrupt', what: 'change' });
  });

  it.each([
    ['nl', 'niets veranderen'],
    ['en', "I don't want to change anything"],
    ['fr', 'rien à changer'],
    ['es', 'no quiero cambiar nada'],
    ['ar', 'لا أريد تغيير شيء'],
    ['tr', 'her şey doğru, değiştirme'],
    ['ru', 'всё верно, ничего менять не надо'],
    ['uk', 'усе правильно, нічого не треба змінювати'],
    ['fa', 'همه درست است، چیزی را تغییر نده'],
  ] as const)('leaves all as it is beside a no (%s: %s)', (language, text) => {
    expect(hear('review', text, language)).toEqual({ is: 'value', value: 'right' });
  });

  it('is no name, unless it is one', () => {
    expect(hear('name', 'verander mijn schoenen', 'nl')).toEqual({ is: 'interrupt', what: 'change' });
    for (const name of ['Edit Kovács', 'Change Dube', 'Fix de Vries'])
      expect(hear('name', name, 'en')).toEqual({ is: 'value', value: name });
  });

  it('is no work that somebody wants where it names another answer', () => {
    const change = { is: 'interrupt', what: 'change', target: 'location' };
    expect(hear('target-occupation', 'change my postcode', 'en')).toEqual(change);
    expect(hear('target-occupation', 'change manager', 'en').is).toBe('value');
  });
});
