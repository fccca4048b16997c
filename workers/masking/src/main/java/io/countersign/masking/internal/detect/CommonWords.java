package io.countersign.masking.internal.detect;

/** Words of everyday English that are names as well, when they are written in lower case. */
public final class CommonWords {
  private static final WordSet NAMES_TOO =
      WordSet.of(
          "will may mark grace hope faith joy april june august bill rich frank art "
              + "drew grant jack chase chance miles pat ray rose ruby sky skip sue summer "
              + "dawn eve iris ivy jade lily olive pearl penny daisy heather hazel holly "
              + "ginger amber autumn brook crystal dean earl duke king queen prince page "
              + "pierce reed sage young long short small little brown black white green gray "
              + "grey field fields wood woods hill hills lake stone rice bush best good day "
              + "days love price cook baker carpenter fisher hunter mason miller taylor "
              + "walker parker porter potter turner weaver wheeler banks bell bird bishop "
              + "bond case church cross cane fox gold glass hand harmon knight lamb land law "
              + "man moon moss nice noble north west east park post power rivers sharp silver "
              + "snow speed stark storm strong sweet swift waters way wells winter wise wolf "
              + "worth major max bay bear blue cash clay cliff cole dale forest frost jan "
              + "mercy merry paris rain roman rusty star tanner tate trace violet ward york "
              + "an so do my he in on to be me go");

  private CommonWords() {}

  /** Whether the word is in lower case and an everyday word, so that it is taken as no name. */
  public static boolean lowerCaseCommon(byte[] b, int from, int to) {
    return Chars.kind(b[from]) == Chars.LOWER && to - from <= 10 && NAMES_TOO.contains(b, from, to);
  }
}
