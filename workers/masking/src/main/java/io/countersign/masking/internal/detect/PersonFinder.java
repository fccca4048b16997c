package io.countersign.masking.internal.detect;

import static io.countersign.masking.internal.detect.Lexicon.COMMON;
import static io.countersign.masking.internal.detect.Lexicon.COUNTRY;
import static io.countersign.masking.internal.detect.Lexicon.FIRST;
import static io.countersign.masking.internal.detect.Lexicon.LAST;
import static io.countersign.masking.internal.detect.Lexicon.MONTH;
import static io.countersign.masking.internal.detect.Lexicon.ORG;
import static io.countersign.masking.internal.detect.Lexicon.PARTICLE;
import static io.countersign.masking.internal.detect.Lexicon.PERSON_AFTER;
import static io.countersign.masking.internal.detect.Lexicon.PERSON_BEFORE;
import static io.countersign.masking.internal.detect.Lexicon.PLACE;
import static io.countersign.masking.internal.detect.Lexicon.PLACE_BEFORE;
import static io.countersign.masking.internal.detect.Lexicon.STREET;
import static io.countersign.masking.internal.detect.Lexicon.TITLE;
import static io.countersign.masking.internal.detect.Lexicon.WEEKDAY;

import io.countersign.masking.DataClass;

/**
 * People's names, from what speaks for one: known given and family names, endings of family names,
 * titles, words before and after, and the way they are written.
 */
final class PersonFinder {
  private static final int ENOUGH = 3;
  private static final int NOT_NAMES = COUNTRY | ORG | MONTH | WEEKDAY | STREET;
  private static final Endings FAMILY =
      new Endings(
          "son sson sen ssen ov ova ev eva ski ska sky cki cka wicz vich vić ić nić "
              + "ević ović ez ian yan escu elli etti ini ucci dóttir dottir poulos opoulou "
              + "akis idis enko chuk czyk vili dze berg stein mann feld ström strom qvist "
              + "quist gren lund dahl oğlu oglu ák ík ček ský ská nen mäki ington worth shaw "
              + "well wood sma stra inga ema uis eau ault ier gård gaard wala ullah zadeh "
              + "bauer meyer maier huber schmidt mayr ller fsson ardo aldi eiro eira ães ões "
              + "kov kova chev tsev shvili vitz witz baum thal hart hardt brink huis veld "
              + "dijk mond ovs icius aitis auskas ienė puu saar nde luk");

  private static final WordSet HONOURS =
      WordSet.of("jr sr md phd dds dvm esq ii iii iv rn mba msc");

  private Words w = new Words();
  private byte[] b = new byte[0];
  private Spans out = new Spans();

  void find(byte[] bytes, Words words, Spans spans) {
    b = bytes;
    w = words;
    out = spans;
    int i = w.next(0);
    while (i < w.count) {
      i = w.is(i, TITLE) && !contraction(i) ? titled(i) : sequence(i);
      i = w.next(i);
    }
  }

  /** A title and the names after it. */
  private int titled(int i) {
    boolean abbreviated = w.length(i) <= 4;
    int next = i + 1;
    boolean near =
        next < w.count
            && (w.follows(next) || (abbreviated && w.gap[next] == Words.SENTENCE && dot(i)));
    boolean named =
        near
            && (w.isUpper(next) || (w.lowerCaseText && !plainWord(next)))
            && !w.is(next, ORG | MONTH | WEEKDAY)
            && (w.isUpper(i) || w.lowerCaseText || abbreviated)
            && !(w.is(next, COMMON) && !w.is(next, FIRST | LAST));
    if (!named || w.style[next] >= Words.DIGITS) {
      return sequence(i);
    }
    if (w.is(next, TITLE) && next + 1 < w.count && w.isUpper(next + 1)) {
      next++;
    }
    int last = lastName(next);
    boolean strong = abbreviated || w.is(next, FIRST | LAST);
    if (!strong && !w.isUpper(next)) {
      return sequence(i);
    }
    last = withHonours(last);
    out.add(w.start[i], w.end[last], DataClass.PERSON, strong ? 90 : 65, "title");
    return last + 1;
  }

  /** Jr., MD and the like belong to the name before them. */
  private int withHonours(int last) {
    int next = last + 1;
    boolean near = next < w.count && w.gap[next] <= Words.COMMA && w.length(next) <= 3;
    return near && HONOURS.indexOf(w.hash[next]) >= 0 ? next : last;
  }

  /** Capitalised words within a sentence that are no everyday words. */
  private boolean unknownMention(int first, int last) {
    if (w.lowerCaseText || !withinSentence(first)) {
      return false;
    }
    for (int i = first; i <= last; i++) {
      if (w.is(i, COMMON | PLACE | ORG) || w.style[i] == Words.ALL_CAPS || w.length(i) < 3) {
        return false;
      }
    }
    return true;
  }

  private boolean withinSentence(int i) {
    return i > 0
        && (w.gap[i] == Words.SPACE || w.gap[i] == Words.COMMA)
        && w.style[i - 1] < Words.DIGITS;
  }

  private boolean dot(int i) {
    return b[w.end[i]] == '.';
  }

  private boolean plainWord(int i) {
    return w.is(i, COMMON) && !w.is(i, FIRST) || w.style[i] >= Words.DIGITS;
  }

  private int sequence(int i) {
    if (!mayStart(i)) {
      return i + 1;
    }
    int first = i;
    int last = lastName(first);
    // A capital at the start of a sentence tells nothing of an everyday word.
    while (first < last && w.is(first, COMMON) && !w.is(first, FIRST)) {
      first++;
    }
    int points = points(first, last);
    if (points >= ENOUGH) {
      int end = withHonours(last);
      out.add(w.start[first], w.end[end], DataClass.PERSON, Math.min(89, 50 + 6 * points), "name");
      return end + 1;
    }
    if (points == ENOUGH - 1 && unknownMention(first, last)) {
      out.add(w.start[first], w.end[last], DataClass.PERSON, 55, "capitals");
      return last + 1;
    }
    return Math.max(i + 1, points < 0 ? last + 1 : first + 1);
  }

  private boolean mayStart(int i) {
    if (w.style[i] >= Words.DIGITS) {
      return false;
    }
    if ((w.is(i, NOT_NAMES) && !w.is(i, FIRST)) || contraction(i)) {
      return false;
    }
    if (w.isCapital(i)) {
      return w.length(i) > 1 || initial(i);
    }
    if (w.style[i] == Words.ALL_CAPS) {
      return w.is(i, FIRST | LAST) && !w.is(i, COMMON | ORG) && w.length(i) > 2;
    }
    boolean cued = w.is(i - 1, PERSON_BEFORE) || isAfterVerbOfName(i);
    boolean commonPair =
        w.is(i, FIRST) && w.follows(i + 1) && w.is(i + 1, LAST) && !w.is(i + 1, COMMON);
    return w.is(i, FIRST | LAST)
        && (!w.is(i, COMMON) || commonPair && w.lowerCaseText)
        && w.length(i) > 2
        && (w.lowerCaseText || (cued && w.is(i, FIRST)));
  }

  /** "my name is x", "everyone calls me x". */
  private boolean isAfterVerbOfName(int i) {
    return i >= 2
        && (Chars.equalsWord(b, w.start[i - 1], w.end[i - 1], "is")
            || Chars.equalsWord(b, w.start[i - 1], w.end[i - 1], "me"))
        && w.is(i - 2, PERSON_BEFORE);
  }

  /** The first half of don't, we'll, I've. */
  private boolean contraction(int i) {
    int next = i + 1;
    return next < w.count
        && w.gap[next] == Words.JOINED
        && w.length(next) <= 2
        && b[w.end[i]] == '\''
        && b[w.start[next]] != 's';
  }

  private boolean initial(int i) {
    boolean apostrophe = b[w.end[i]] == '\'' && w.gap[Math.min(i + 1, w.count - 1)] == Words.JOINED;
    return w.length(i) == 1
        && (b[w.end[i]] == '.' || apostrophe)
        && i + 1 < w.count
        && w.isUpper(i + 1)
        && (!apostrophe || w.length(i + 1) > 2);
  }

  /** The last word of the run of names that starts here. */
  private int lastName(int first) {
    int last = first;
    int words = 1;
    for (int i = first + 1; i < w.count && words < 6; i++) {
      boolean afterInitial = w.length(i - 1) == 1 && w.gap[i] == Words.SENTENCE && dot(i - 1);
      if (w.gap[i] > Words.SPACE && !afterInitial) {
        break;
      }
      if (w.gap[i] == Words.JOINED && b[w.end[i - 1]] == '.') {
        break;
      }
      if (nameWord(i)) {
        last = i;
        words++;
      } else if (!w.is(i, PARTICLE) || !particleGoesOn(i)) {
        break;
      }
    }
    return last;
  }

  private boolean particleGoesOn(int i) {
    for (int k = i; k < Math.min(i + 3, w.count - 1); k++) {
      if (w.gap[k + 1] > Words.SPACE) {
        return false;
      }
      if (w.isUpper(k + 1) || (w.lowerCaseText && w.is(k + 1, LAST))) {
        return true;
      }
      if (!w.is(k + 1, PARTICLE)) {
        return false;
      }
    }
    return false;
  }

  private boolean nameWord(int i) {
    if (w.style[i] >= Words.DIGITS) {
      return false;
    }
    boolean named = w.is(i, FIRST | LAST);
    if (w.is(i, NOT_NAMES) && !named) {
      return false;
    }
    if (w.gap[i] == Words.JOINED && b[w.end[i - 1]] == '\'' && w.length(i - 1) > 2) {
      return false;
    }
    if (w.isCapital(i)) {
      return w.length(i) > 1 ? named || !w.is(i, COMMON) : initial(i);
    }
    if (w.style[i] == Words.ALL_CAPS) {
      return named || !w.is(i, COMMON) && w.style[i - 1] == Words.ALL_CAPS && w.length(i) > 3;
    }
    return w.lowerCaseText
        && w.length(i) > 2
        && !w.is(i, COMMON)
        && (named
            || familyEnding(i)
            || (w.is(i - 1, FIRST) && !w.is(i - 1, COMMON) && w.flags[i] == 0));
  }

  /** How much speaks for a name; below 0 where something speaks against the whole run. */
  private int points(int first, int last) {
    int n = last - first + 1;
    boolean sentenceStart = w.gap[first] >= Words.NEWLINE && w.gap[first] != Words.OTHER;
    int points = 0;
    int known = 0;
    boolean given = w.is(first, FIRST);
    boolean common = w.is(first, COMMON);
    if (given) {
      points += common ? (n > 1 ? 2 : sentenceStart ? 0 : 1) : 3;
      known++;
    }
    for (int i = given ? first + 1 : first; i <= last; i++) {
      if (w.is(i, LAST)) {
        points += w.is(i, COMMON) ? 1 : i > first ? 3 : 2;
        known++;
      } else if (w.is(i, FIRST) && !w.is(i, COMMON)) {
        points += 2;
        known++;
      } else if (familyEnding(i) && !w.is(i, COMMON)) {
        points += i > first ? 2 : 1;
      } else if (i > first && !w.is(i, COMMON)) {
        points += w.style[i] == Words.CAPITAL || w.style[i] == Words.MIXED_CASE ? 1 : 0;
      }
    }
    boolean within = withinSentence(first) && w.style[first] == Words.CAPITAL;
    if (n == 1 && common && !w.lowerCaseText) {
      int cue = cue(first, last);
      boolean likely = cue >= 3 || (given && within && cue >= 0 && !w.is(first + 1, ORG));
      return likely && (given || w.is(first, LAST)) ? ENOUGH : 0;
    }
    if (within && !common) {
      points++;
    } else if (w.lowerCaseText && known > 0 && w.length(first) >= 5) {
      points++;
    }
    int placeWords = w.place(first);
    if (placeWords >= n) {
      boolean inPlace = w.is(first - 1, PLACE_BEFORE) && w.gap[first] == Words.SPACE;
      if (inPlace || (w.phraseFlags & COUNTRY) != 0 && cue(first, last) < 2) {
        return -1;
      }
      points -= known > 0 && n == 1 ? 1 : 2;
    }
    if (w.is(last + 1, ORG) && w.follows(last + 1) && w.isUpper(last + 1)) {
      return -1;
    }
    if (w.is(last + 1, STREET) && w.follows(last + 1)) {
      return -1;
    }
    return points + cue(first, last);
  }

  private int cue(int first, int last) {
    int points = 0;
    if (first > 0 && w.is(first - 1, PERSON_BEFORE) && w.gap[first] != Words.SENTENCE) {
      points += 2;
    } else if (isAfterVerbOfName(first)) {
      points += 3;
    } else if (first > 0 && w.is(first - 1, PLACE_BEFORE) && !w.is(first, FIRST)) {
      points -= 2;
    }
    int next = last + 1;
    if (next < w.count) {
      boolean possessive =
          w.gap[next] == Words.JOINED && w.length(next) == 1 && b[w.start[next]] == 's';
      if (possessive || (w.is(next, PERSON_AFTER) && w.gap[next] == Words.SPACE)) {
        points += 1;
      }
    }
    return points;
  }

  private boolean familyEnding(int i) {
    int n = w.length(i);
    if (n < 5) {
      return false;
    }
    if (Chars.equalsWord(b, w.start[i], w.start[i] + 2, "mc")) {
      return true;
    }
    return FAMILY.match(b, w.start[i], w.end[i], 2);
  }
}
