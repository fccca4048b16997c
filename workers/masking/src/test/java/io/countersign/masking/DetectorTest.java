package io.countersign.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {
  private final Detector detector = new Detector();

  /** The text between brackets must be found as one span that touches it, with this type. */
  private void found(DataClass type, String marked) {
    int start = marked.indexOf('[');
    int end = marked.indexOf(']') - 1;
    String text = marked.replace("[", "").replace("]", "");
    List<Detector.Span> spans = detector.detect(text);
    assertThat(spans)
        .as("%s in: %s", type, marked)
        .anyMatch(s -> s.type() == type && s.start() == start && s.end() == end);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMAIL        | Write to [ada.lovelace+news@mail.example.co.uk], please.",
        "EMAIL        | <[o'brien@example.org]>",
        "EMAIL        | Mail: [jürgen@müller.de].",
        "PHONE        | Ring [+49 (0)30 901820] tomorrow",
        "PHONE        | call [+1-202-555-0143 x22] now",
        "PHONE        | [(212) 555-0187] is the office",
        "PHONE        | cell [212.555.0187]",
        "PHONE        | mobile [07700 900123]",
        "PHONE        | Tel. [030/901820-17]",
        "PHONE        | tél. [06 12 34 56 78]",
        "PHONE        | [+33 6 12 34 56 78]",
        "PHONE        | my number is [5550123456]",
        "PHONE        | [+91 98765 43210] on WhatsApp",
        "PHONE        | [0049 171 1234567]",
        "PHONE        | phone: [(11) 4706-6184]",
        "PHONE        | You can reach Paul at [33 93 31].",
        "PHONE        | Paul is at [512 730 965], ask him",
        "PHONE        | [73 448 266] is my new mobile",
        "PHONE        | 14 Oak Street, Springfield, [5551 2345]",
        "PHONE        | 14 Oak Street, 10115 Berlin, [5551 2345]",
        "CARD         | paid with [4111 1111 1111 1111] today",
        "CARD         | card [5500-0000-0000-0004], expired",
        "CARD         | amex [378282246310005]",
        "CARD         | [6011111111111117]",
        "IBAN         | to [DE89 3704 0044 0532 0130 00] by Friday",
        "IBAN         | [GB29NWBK60161331926819]",
        "IBAN         | iban [fr1420041010050500013m02606]",
        "US_SSN       | SSN [536-90-4399]",
        "IP_ADDRESS   | from [192.168.10.254], port 80",
        "IP_ADDRESS   | [2001:db8::ff00:42:8329]",
        "IP_ADDRESS   | host [fe80:0:0:0:204:61ff:fe9d:f156] up",
        "MAC_ADDRESS  | device [00:1A:2b:3C:4d:5E]",
        "MAC_ADDRESS  | device [00-1A-2B-3C-4D-5E]",
        "URL          | see [https://example.org/a?b=c&d=1#e].",
        "URL          | see [www.example.org/x], ok",
        "COORDINATES  | at [52.520008, 13.404954]",
        "COORDINATES  | at [-33.868820,151.209290]",
        "DATE         | on [2024-02-29]",
        "DATE         | on [March 3rd, 2021]",
        "DATE         | on [3 March 2021]",
        "DATE_OF_BIRTH| born on [12/31/1979]",
        "DATE_OF_BIRTH| DOB: [1979-12-31]",
        "DATE_OF_BIRTH| date of birth [7 May 1961]",
        "AGE          | a [34]-year-old man",
        "AGE          | she is [81] years old",
        "NATIONAL_ID_UK | NI number [AB 12 34 56 C]",
        "NATIONAL_ID_ES | DNI [12345678Z]",
        "NATIONAL_ID_IT | codice fiscale [RSSMRA85T10A562S]",
        "NATIONAL_ID_FR | sécurité sociale [255081416802538]",
        "NATIONAL_ID_BR | CPF [529.982.247-25]",
        "NATIONAL_ID_IN | PAN [ABCPE1234F]",
        "NATIONAL_ID_IN | Aadhaar [2341 2341 2346]",
        "NATIONAL_ID_PL | PESEL [44051401359]",
        "NATIONAL_ID_NL | BSN [111222333]",
        "NATIONAL_ID_DE | Steuer-ID [86095742719]",
        "MEDICAL_RECORD | MRN [00482913]",
        "BANK_ACCOUNT | account number [12345678]",
        "LICENCE_PLATE| the licence plate [7ABC123] was seen",
        "STREET_ADDRESS | lives at [221B Baker Street], London",
        "STREET_ADDRESS | an die [Hauptstraße 12a]",
        "STREET_ADDRESS | [12 rue de la Paix]",
        "STREET_ADDRESS | [P.O. Box 1234]",
        "POSTCODE     | London [NW1 6XE]",
        "POSTCODE     | Austin, TX [78701]",
        "PERSON       | [Dr. Grace Hopper] called",
        "PERSON       | My name is [Zbigniew Kowalczuk].",
        "PERSON       | [Maria] and her brother",
        "PERSON       | letter from [Ludwig van Beethoven] himself",
        "LOCATION     | moved to [New Zealand] last year",
        "LOCATION     | an office in [Zürich]",
        "ORGANIZATION | works for [Umbrella Logistics GmbH] now",
        "SECRET       | key [AKIAIOSFODNN7EXAMPLF] leaked",
        "SECRET       | password: [hunter2!x9]",
        "SECRET       | token [ghp_16C7e42F292c6912E7710c838347Ae178B4a]",
        "SECRET       | api_key = \"[9f86d081884c7d659a2feaa0c55ad015]\"",
        "SECRET       | [postgres://app:s3cr3t@db.internal:5432/main]",
        "SECRET       | Authorization: Bearer"
            + " [eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N]",
      })
  void detect_identifier_isFoundWithItsType(String type, String marked) {
    found(DataClass.valueOf(type), marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The total is 1,234,567.89 EUR.",
        "Order 4111111111111112 was shipped.",
        "It grew from 1 000 000 to 2 500 000 units.",
        "Version 1.2.3 of 2024 fixes 17 bugs in 3.5 hours.",
        "Please reset your password if you have forgotten it.",
        "The password is required.",
        "Chapter 12, pages 120-134, figures 3 and 4.",
        "We open at 09:30 and close at 18:00.",
        "Is it possible to change the payment due date?",
        "The quick brown fox jumps over the lazy dog.",
        "Between 1990-1995 the company grew.",
        "The limit is 5000 per day and 20000 per month.",
        "std::vector and a::b are C++ names.",
        "Don't worry, it isn't urgent.",
      })
  void detect_everydayText_findsNothing(String text) {
    assertThat(detector.detect(text)).as(text).isEmpty();
  }

  @Test
  void detect_offsets_areUtf16Units() {
    String text = "😀 Müller 😀 mails ada@x.org";
    Detector.Span span =
        detector.detect(text).stream()
            .filter(s -> s.type() == DataClass.EMAIL)
            .findFirst()
            .orElseThrow();
    assertThat(text.substring(span.start(), span.end())).isEqualTo("ada@x.org");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMAIL       | 😀👩‍👩‍👧 to [zoe\u0301@exa\u0308mple.org] 🎉",
        "PHONE       | 🇫🇷 𝒳 call [+33 6 12 34 56 78] 👍🏽",
        "AGE         | 🤒 a [34]-year-old",
        "COORDINATES | 📍 [51°30'26\"N 0°7'39\"W]",
        "PERSON      | 🎂 thanks, [Siobhan O'Reilly]",
        "LICENCE_PLATE | 🚗 number plate [AB12 CDE]!"
      })
  void detect_emojiAndCombiningCharacters_countsUtf16Units(DataClass type, String marked) {
    found(type, marked.translateEscapes());
  }

  @Test
  void detectJsonLines_goodLines_giveOneLineEach() throws Exception {
    String in =
        "{\"id\":7,\"text\":\"mail ada@x.org\"}\n"
            + "{\"text\":\"\"}\n"
            + "{\"text\":\"\\u00e9 +49 171 1234567\",\"x\":[1,{}]}";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long lines =
        Detector.detectJsonLines(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out);
    assertThat(lines).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"spans\":[{\"start\":5,\"end\":14,\"type\":\"EMAIL\",\"score\":0.99,\"by\":\"email\"}]}\n"
                + "{\"spans\":[]}\n"
                + "{\"spans\":[{\"start\":2,\"end\":17,\"type\":\"PHONE\",\"score\":0.93,\"by\":\"phone\"}]}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"a\"}\nnot json\n",
        "{\"text\":\"a\"}\n{\"txt\":\"b\"}\n",
        "{\"text\":\"a\"}\n\n",
        "{\"text\":\"a\"}\n{\"text\":3}"
      })
  void detectJsonLines_badLine_isNamed(String in) {
    assertThatThrownBy(
            () ->
                Detector.detectJsonLines(
                    new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream()))
        .isInstanceOfSatisfying(Detector.BadLine.class, e -> assertThat(e.line()).isEqualTo(2))
        .hasMessageStartingWith("Line 2: ");
  }

  @Test
  void detect_anyText_returnsOrderedSpansWithinIt() {
    Random random = new Random(11);
    String alphabet = "aB3 .@:-/+()\"'\n€😀ñ0129_=xXJohn";
    for (int i = 0; i < 5000; i++) {
      StringBuilder b = new StringBuilder();
      int n = random.nextInt(60);
      for (int k = 0; k < n; k++) {
        int at = random.nextInt(alphabet.length());
        if (!Character.isSurrogate(alphabet.charAt(at))) {
          b.append(alphabet.charAt(at));
        }
      }
      String text = b.toString();
      int last = 0;
      for (Detector.Span s : detector.detect(text)) {
        assertThat(s.start()).as(text.toLowerCase(Locale.ROOT)).isGreaterThanOrEqualTo(last);
        assertThat(s.end()).isGreaterThan(s.start()).isLessThanOrEqualTo(text.length());
        last = s.end();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xoxb-104759283746-998273645102-aZ3kP0qLmN8rTy2VbW5cXd7E",
        "sk_live_" + "9aK2mZ7qLx4TnB8vRc1Wd5Ye",
        "AccountKey=pL8mZ2kQ9vR4tY7wX1cB5nH3jF6dS0aG==;EndpointSuffix=core.example",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqh\n-----END PRIVATE KEY-----",
        "secret_key_base: d21fa5d328263dfe574de739988b886e7577496a2c8773e1",
        "Authorization: Basic 7kvmlP7HVDctQUy1xvCkgafrfwA94h==",
        "curl -u admin:qJd0ssw0FzvG https://x.example",
        "https://hooks.slack.com/services/TPOPPJCED/BXKXIPWFQ/bn88HxjSI6bWHtP3",
        "redis://:Zk39dPq2mN@cache:6379",
        "- name: DB_PASSWORD\n  value: qJd0ssw0FzvG",
        "{\"name\": \"API_KEY\", \"value\": \"qJd0ssw0FzvGqJd0sw0F\"}",
      })
  void detect_credential_isASecret(String text) {
    assertThat(detector.detect(text)).as(text).anyMatch(s -> s.type() == DataClass.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = os.environ[\"DB_PASSWORD\"]",
        "password: ${DB_PASSWORD}",
        "api_key = \"YOUR_API_KEY\"",
        "token = get_token()",
        "password_hash_algorithm: bcrypt12",
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "max_tokens=4096",
        "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
      })
  void detect_talkAboutCredentials_isNone(String text) {
    assertThat(detector.detect(text)).as(text).noneMatch(s -> s.type() == DataClass.SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The population was 73 448 266 in that year",
        "a total of 512 730 965 rows",
        "weights of 33 93 31 grams",
        "sold 1 250 000 units"
      })
  void detect_countedNumbers_areNoPhones(String text) {
    assertThat(detector.detect(text)).noneMatch(s -> s.type() == DataClass.PHONE);
  }
}
