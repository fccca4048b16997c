package io.countersign.masking.internal.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Words of everyday English that are names as well, when they are written in lower case. */
public final class CommonWords {
  private static final Set<String> NAMES_TOO =
      new HashSet<>(
          List.of(
              ("will may mark grace hope faith joy april june august bill rich frank "
                      + "art drew gene grant jack josh chase chance miles pat ray rob rose ruby "
                      + "sky skip sue summer dawn eve iris ivy jade lily olive pearl penny "
                      + "daisy heather hazel holly ginger amber autumn brook crystal dean earl "
                      + "duke king queen prince page pierce reed sage young long short small "
                      + "little brown black white green gray grey field fields wood woods hill "
                      + "hills lake stone rice bush best good day days love price cook baker "
                      + "carpenter fisher hunter mason miller taylor walker parker porter "
                      + "potter turner weaver wheeler banks bell bird bishop bond case church "
                      + "cross cane fox gold glass hand harmon knight lamb land law man moon "
                      + "moss nice noble north west east park post power rivers sharp silver "
                      + "snow speed stark storm strong sweet swift waters way wells winter wise "
                      + "wolf worth major max ace bay bear blue buddy cash christian clay cliff "
                      + "cole colt dale don forest frost hank harry jan jean guy lee les mike "
                      + "mary mercy merry nick norm paris pete rain randy rick robin roman "
                      + "rusty star tanner tate terry trace victor violet ward wade warren york "
                      + "an so do my he in on to be me go")
                  .split(" ")));

  private CommonWords() {}

  /** Whether the word is in lower case and an everyday word, so that it is taken as no name. */
  public static boolean lowerCaseCommon(byte[] b, int from, int to) {
    return Chars.kind(b[from]) == Chars.LOWER
        && to - from <= 10
        && NAMES_TOO.contains(Context.lowerWord(b, from, to));
  }
}
