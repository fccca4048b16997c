package io.countersign.masking.internal.detect;

import io.countersign.masking.DataClass;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a column's name says: its words, never parts of words, looked up alone and together, the
 * longest run first ({@code customerFirstName} is {@code firstname}).
 */
public final class HeaderWords {
  private static final Map<String, DataClass> TABLE = new HashMap<>();

  static {
    put(
        DataClass.PERSON,
        "firstname lastname middlename fullname surname forename givenname familyname name fname"
            + " lname mname nickname maidenname patient customername clientname contactname"
            + " employeename personname ownername holdername cardholder cardholdername accountholder"
            + " displayname legalname contactperson middleinitial firstnames lastnames givennames"
            + " vorname nachname familienname zuname geburtsname vollername"
            + " prenom nomdefamille nomcomplet nombre apellido apellidos nome cognome sobrenome"
            + " voornaam achternaam naam imie nazwisko author firstnm lastnm primernombre segundonombre"
            + " primerapellido segundoapellido nomprenom nomcomplet nombrecompleto nomecompleto"
            + " inhaber kontoinhaber ansprechpartner kundenname mitarbeiter patientenname");
    put(
        DataClass.EMAIL,
        "email emailaddress mail emails mailaddress emailid correo correoelectronico courriel"
            + " emailadresse contactemail workemail useremail eposta epost adresseemail direccioncorreo"
            + " mel adressemail electronicmail");
    put(
        DataClass.PHONE,
        "phone phonenumber phoneno telephone telephonenumber tel telno mobile mobilenumber mobileno"
            + " mobilephone cell cellphone cellnumber fax faxnumber homephone workphone contactnumber"
            + " contactno telefon telefonnummer handy handynummer mobiltelefon telefono movil celular"
            + " telefone cellulare telefoon telefoonnummer telefonu msisdn whatsapp landline telephonefixe telephoneportable portable"
            + " telefonofijo telefonomovil festnetz mobilnummer phonefix phonemobile mobil"
            + " numerotelephone numerotelefono homephonenumber workphonenumber mobilephonenumber");
    put(
        DataClass.CARD,
        "cardnumber cardno creditcard creditcardnumber creditcardno ccnumber ccnum cc pan"
            + " paymentcard debitcard debitcardnumber kreditkarte kreditkartennummer"
            + " numerotarjeta cartebancaire creditcardnum cardnum");
    put(DataClass.IBAN, "iban ibannumber ibancode bankiban");
    put(
        DataClass.BANK_ACCOUNT,
        "bankaccount accountnumber accountno acctno acctnumber bankaccountnumber bban kontonummer"
            + " bankleitzahl blz routingno bankkonto numerodecompte numerocompte"
            + " cuentabancaria rekeningnummer routingnumber sortcode bankacct numerocuenta swift bic swiftcode");
    put(
        DataClass.US_SSN,
        "ssn socialsecurity socialsecuritynumber socialsecurityno ssnumber socsec");
    put(
        DataClass.NATIONAL_ID,
        "nationalid nationalidnumber nationalinsurance nationalinsurancenumber nino passport"
            + " passportnumber passportno idcard idcardnumber identitynumber identitycard"
            + " personalnumber personnummer taxid taxnumber taxpayerid itin tin steuerid"
            + " steueridentifikationsnummer steuernummer sozialversicherungsnummer"
            + " rentenversicherungsnummer personalausweis"
            + " ausweisnummer nir numerosecu dni nie nif codicefiscale bsn burgerservicenummer pesel"
            + " aadhaar aadhar aadhaarnumber pannumber pancard cpf cnpj driverslicense"
            + " drivinglicence drivinglicense driverlicense driverslicensenumber licensenumber"
            + " licencenumber dln visanumber socialinsurancenumber sin ahv votersid voterid");
    put(
        DataClass.RECORD_ID,
        "customerid clientid userid patientid employeeid personid memberid accountid subjectid"
            + " studentid contactid customernumber customerno clientnumber employeenumber employeeno"
            + " empid empno custid membernumber membershipnumber policynumber policyno insuranceid"
            + " healthplannumber beneficiaryid beneficiarynumber subscriberid kundennummer kundenid"
            + " personalnummer mitgliedsnummer personid uuid guid deviceid serialnumber imei imsi"
            + " advertisingid cookieid staffid payrollnumber badgenumber applicantid citizenid"
            + " residentid participantid mitgliedsnr numclient numeroclient idclient idcliente"
            + " numeroempleado idempleado clientno matricule versichertennummer custno patientno"
            + " clientref memberno accountref studentno studentnumber");
    put(
        DataClass.USERNAME,
        "username user login loginname userlogin handle screenname twitterhandle"
            + " benutzername accountname usuario userhandle skypeid");
    put(
        DataClass.MEDICAL_RECORD,
        "mrn medicalrecord medicalrecordnumber medicalrecordno nhsnumber nhsno patientnumber"
            + " hospitalnumber healthid chartnumber npi dea healthcardnumber healthnumber");
    put(
        DataClass.LICENCE_PLATE,
        "licenseplate licenceplate numberplate platenumber plateno plate registrationplate"
            + " kennzeichen vin vehicleregistration vehicleid carplate matricula targa");
    put(
        DataClass.IP_ADDRESS,
        "ip ipaddress ipaddr ipv4 ipv6 clientip remoteip sourceip lastip loginip remoteaddr"
            + " ipadresse hostip");
    put(DataClass.MAC_ADDRESS, "mac macaddress macaddr hwaddr hardwareaddress");
    put(DataClass.URL, "homepage personalwebsite profileurl linkedin facebook linkedinurl");
    put(
        DataClass.SECRET,
        "password passwd pwd passwordhash secret apikey accesstoken authtoken token privatekey pin"
            + " cvv cvc cvv2 securitycode secretkey refreshtoken sessionid sessiontoken credential"
            + " credentials passphrase kennwort passwort clientsecret bearertoken");
    put(
        DataClass.COORDINATES,
        "latitude longitude lat lon lng latlng latlon geolocation coordinates coords gps"
            + " gpscoordinates geopoint geo");
    put(
        DataClass.STREET_ADDRESS,
        "street address streetaddress addressline addressline1 addressline2 address1 address2"
            + " addr addr1 addr2 homeaddress mailingaddress postaladdress billingaddress"
            + " shippingaddress residentialaddress deliveryaddress streetname street1 street2"
            + " strasse anschrift adresse hausnummer housenumber direccion calle domicilio indirizzo"
            + " via rue endereco rua adres straat ulica apartment streetnumber addressline homeaddr"
            + " wohnadresse adressezeile lieferadresse rechnungsadresse adressepostale"
            + " direccionpostal");
    put(
        DataClass.POSTCODE,
        "postcode postalcode zip zipcode postal plz postleitzahl codepostal codigopostal cap cep"
            + " pincode postnummer zip4 zip5 kodpocztowy cpostal codpostal cp zipcd");
    put(
        DataClass.LOCATION,
        "city cityname town village suburb neighborhood neighbourhood district county municipality birthplace"
            + " placeofbirth cityofbirth hometown location stadt ort wohnort geburtsort ville commune"
            + " ciudad poblacion citta comune cidade plaats woonplaats miasto locality");
    put(
        DataClass.COUNTRY,
        "country nation countryname countrycode land staat pays pais paese state"
            + " province region nationality citizenship nativecountry");
    put(
        DataClass.DATE_OF_BIRTH,
        "dob dateofbirth birthdate birthday birth bday dateofbirths geburtsdatum geburtstag"
            + " datenaissance datedenaissance fechanacimiento fechadenacimiento datadinascita"
            + " datanascita datanascimento geboortedatum dataurodzenia birthdt dobirth borndate"
            + " dayofbirth birthdate datebirth fechanac datenaiss gebdat geburtsdat nascimento"
            + " nacimiento naissance");
    put(DataClass.AGE, "age ageyears patientage alter edad eta");
    put(
        DataClass.FREE_TEXT,
        "notes note comment comments description message messages text remarks remark body bio"
            + " biography summary feedback memo narrative content transcript review bemerkung"
            + " bemerkungen notiz notizen kommentar kommentare observations observaciones"
            + " commentaire commentaires details subject reason freetext about abstract details"
            + " annotation opmerkingen note1 note2 request question answer");
    put(
        DataClass.ORGANIZATION,
        "company companyname organization organisation organizationname organisationname employer"
            + " firma businessname corporation institution hospitalname schoolname");
    // Names of things, not of people.
    put(
        DataClass.NONE,
        "productname filename itemname eventname brandname modelname categoryname tablename"
            + " columnname fieldname projectname teamname groupname rolename classname hostname"
            + " domainname servername statename regionname jobname jobtitle"
            + " coursename packagename displaytype typename statusname storename campaignname"
            + " planname channelname coursename countryofficialname speciesname scientificname"
            + " commonname trackname albumname songname moviename title bookname genrename"
            + " playlistname stationname routename citycode macroname variablename processname"
            + " servicename functionname methodname repositoryname branchname featurename"
            + " emailverified emailoptin phonetype phoneverified cardtype cardbrand accounttype"
            + " mailsent emailsent addresstype contacttype emailcount citypopulation"
            + " ipcount namelength dateofbirthverified emailstatus agegroup ageband"
            + " agerange mobileapp mobileos cellcount cellline celltype");
  }

  private static final Map<String, String> ABBREVIATIONS = new HashMap<>();

  static {
    String[] pairs =
        ("nm name|nme name|addr address|adr address|addrs address|nbr number|num number|no number"
                + "|nr number|nummer number|numero number|ph phone|phn phone|mob mobile|mbl mobile"
                + "|dt date|cd code|cde code|cust customer|cst customer|clnt client|acct account"
                + "|acc account|fst first|frst first|lst last|mid middle|mdl middle|emp employee"
                + "|empl employee|pat patient|pt patient|brth birth|bth birth|geb geburts|gebdat"
                + " geburtsdatum|gebdatum geburtsdatum|strt street|str strasse|hausnr hausnummer"
                + "|cty city|ctry country|cntry country|eml email|em email|usr user|pwd password"
                + "|lic license|drv driver|drvr driver|fam family|gvn given|sur surname|zp zip"
                + "|pstl postal|pcode postcode|tlf telefon|tfno telefono|tlfn telefono|tef telefono"
                + "|fec fecha|fech fecha|nac nacimiento|nacim nacimiento|naiss naissance|cod codigo"
                + "|dire direccion|nom nombre|apell apellidos|ape apellidos"
                + "|prenoms prenom|kd kunden|kdnr kundennummer|kundennr kundennummer|ktonr kontonummer|kto konto"
                + "|knr kundennummer|mitgl mitglieds|vers versicherten|svnr"
                + " sozialversicherungsnummer|telnr telefonnummer|handynr handynummer|telef"
                + " telefono|ln line|rec record|med medical|plc plate|reg registration|lat latitude"
                + "|lng longitude|mail email|org organization|comp company|cmpny company")
            .split("\\|");
    for (String pair : pairs) {
      int space = pair.indexOf(' ');
      ABBREVIATIONS.put(pair.substring(0, space), pair.substring(space + 1).strip());
    }
  }

  private static final Set<String> CERTAIN_NAMES =
      Set.of(
          "firstname",
          "lastname",
          "surname",
          "forename",
          "givenname",
          "familyname",
          "fname",
          "lname",
          "fullname",
          "middlename",
          "maidenname",
          "vorname",
          "nachname",
          "familienname",
          "prenom",
          "apellido",
          "apellidos",
          "cognome",
          "sobrenome",
          "voornaam",
          "achternaam",
          "imie",
          "nazwisko",
          "firstnames",
          "lastnames",
          "givennames",
          "nickname",
          "cardholder",
          "cardholdername",
          "patientname",
          "customername",
          "employeename",
          "contactname");

  private HeaderWords() {}

  /** Whether the name can only be that of a person, whatever the cells hold. */
  static boolean certainlyPerson(String header) {
    List<String> words = words(header);
    String all = String.join("", words);
    String lastTwo = String.join("", words.subList(Math.max(0, words.size() - 2), words.size()));
    return CERTAIN_NAMES.contains(all)
        || CERTAIN_NAMES.contains(lastTwo)
        || (!words.isEmpty() && CERTAIN_NAMES.contains(words.getLast()));
  }

  private static void put(DataClass dataClass, String words) {
    for (String word : words.split(" ")) {
      TABLE.put(word, dataClass);
    }
  }

  /** The class that the name speaks for, or null; NONE where it speaks against a person's data. */
  public static @Nullable DataClass lookup(String header) {
    List<String> words = words(header);
    DataClass found = lookup(words);
    return found != null ? found : lookup(written(words));
  }

  /** With abbreviations written out, and without the digits at the end. */
  private static List<String> written(List<String> words) {
    List<String> written = new ArrayList<>();
    for (String w : words) {
      String bare = w.replaceAll("(?<=\\D)\\d{1,2}$", "");
      String full = ABBREVIATIONS.getOrDefault(bare, bare);
      if (!full.matches("\\d{1,2}|the|of|de|der|du|of|del|di")) {
        written.addAll(List.of(full.split(" ")));
      }
    }
    return written;
  }

  private static @Nullable DataClass lookup(List<String> words) {
    for (int size = Math.min(4, words.size()); size > 0; size--) {
      // The last words of a name carry its meaning: "card holder phone" is a phone.
      for (int from = words.size() - size; from >= 0; from--) {
        DataClass found = TABLE.get(String.join("", words.subList(from, from + size)));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Lower-case words without accents: split at signs, at changes of case and before digits. */
  public static List<String> words(String header) {
    String plain =
        Normalizer.normalize(header.replace("ß", "ss"), Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
            .replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2");
    List<String> words = new ArrayList<>();
    for (String w : plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!w.isEmpty()) {
        words.add(w);
      }
    }
    return words;
  }
}
