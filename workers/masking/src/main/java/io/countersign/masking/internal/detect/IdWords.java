package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words that say what the number after them is. */
final class IdWords {
  private final Map<String, DataClass> classes = new LinkedHashMap<>();
  private final WordSet names;
  private final DataClass[] classOf;

  /** Words that speak for a number only if nothing but fillers stands between. */
  private final WordSet near =
      WordSet.of(
          "account konto cuenta conto compte compta license licence licencia permis permit medical"
              + " patient pt chart hospital health med registration reg vehicle insurance visa plate"
              + " plates identity pan tin sort reference encounter fall patienten clinic veículo");

  private final WordSet fillers =
      WordSet.of(
          "number numbers no nr num nos n nº is was are the code id ids of record rec card file my"
              + " your his her their our s read reads account a c for and to de del do da du"
              + " numéro número numero nummer lautet est es è e ending # with plate plates license"
              + " licence vehicle car bank savings checking current mit der die das el la le les"
              + " l insurance patient identifier key von new old primary details payable b");

  /** Words that say that something else is counted or named. */
  private final WordSet others =
      WordSet.of(
          "order orders invoice ticket supplies count version page phone fax tel mobile opened"
              + " since year total amount balance usd eur fee price room ward bed dose mg ml");

  IdWords() {
    put(
        DataClass.NATIONAL_ID,
        "passport reisepass passeport pasaporte passaporto paspoort paszport license licence licencia"
            + " führerschein permis visa citizenship identity ausweis personalausweis dl");
    put(
        DataClass.MEDICAL_RECORD,
        "mrn medical patient pt chart nhs npi hospital health med medicare medicaid mbi patientid"
            + " patientnumber patientennummer patienten fallnummer krankenversichertennummer"
            + " versichertennummer medicalrecordnumber medicalrecord hospitalnumber nhsnumber"
            + " encounter dossier historia expediente chartnumber healthcard hcn phn");
    put(
        DataClass.BANK_ACCOUNT,
        "account acct acc konto kontonummer ktonr routing aba rtn ach sort sortcode swift bic bban"
            + " blz bankleitzahl bsb cuenta compte conto rekening rekeningnummer ifsc clabe iban"
            + " accountnumber accountno acctno routingnumber accnt kontonr transit clearing");
    put(
        DataClass.LICENCE_PLATE,
        "plate plates kennzeichen nummernschild registration reg vehicle vin rego kenteken targa"
            + " matrícula matricula immatriculation immatriculé immatriculée placa numberplate"
            + " licenseplate licenceplate platenumber plateno tag");
    put(DataClass.NATIONAL_ID_UK, "nino insurance");
    put(
        DataClass.NATIONAL_ID_DE,
        "steuer steuerid idnr tin steueridentifikationsnummer identifikationsnummer");
    put(DataClass.NATIONAL_ID_NL, "bsn burgerservicenummer");
    put(DataClass.NATIONAL_ID_PL, "pesel");
    put(DataClass.NATIONAL_ID_IN, "aadhaar aadhar pan");
    put(DataClass.NATIONAL_ID_BR, "cpf cnpj");
    put(DataClass.NATIONAL_ID_FR, "nir insee sécu");
    put(DataClass.NATIONAL_ID_ES, "dni nie nif");
    put(DataClass.NATIONAL_ID_IT, "fiscale");
    put(DataClass.NATIONAL_ID_US, "itin");
    put(DataClass.RECORD_ID, "member membership employee badge customer policy subscriber");
    names = new WordSet(classes.keySet());
    classOf = classes.values().toArray(DataClass[]::new);
  }

  private void put(DataClass c, String words) {
    for (String word : words.split(" ")) {
      classes.put(word, c);
    }
  }

  /** The class that a word speaks for, or null. */
  @Nullable DataClass of(Words w, int k) {
    int at = names.indexOf(w.hash[k]);
    if (at >= 0) {
      return classOf[at];
    }
    // A/C and S/C.
    boolean c = w.length(k) == 1 && k > 0 && w.hash[k] == C && w.length(k - 1) == 1;
    return c && (w.hash[k - 1] == A || w.hash[k - 1] == S) ? DataClass.BANK_ACCOUNT : null;
  }

  boolean needsFillers(Words w, int k) {
    return near.indexOf(w.hash[k]) >= 0;
  }

  boolean filler(Words w, int k) {
    return fillers.indexOf(w.hash[k]) >= 0;
  }

  /** Whether the word says that something else stands there. */
  boolean counts(Words w, int k) {
    return others.indexOf(w.hash[k]) >= 0;
  }

  private static final long A = WordHash.ofText("a");
  private static final long C = WordHash.ofText("c");
  private static final long S = WordHash.ofText("s");
}
